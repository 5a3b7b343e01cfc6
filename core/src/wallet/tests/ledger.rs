//! The ledger against somebody who can write the file.

use rusqlite::types::Value;

use super::*;
use crate::wallet::{GrantKind, HoldPointsRequest, RefundPointsRequest};

/// Every column of the ledger, in the order of the table.
const COLUMNS: [&str; 17] = [
    "user_id",
    "asset",
    "seq",
    "record_id",
    "kind",
    "amount",
    "balance_after",
    "related_event_id",
    "action_id",
    "original_record_id",
    "note",
    "effective_at_ms",
    "booked_at_ms",
    "replay_key",
    "allocation",
    "receipt",
    "hash",
];

/// How many records the ledger of [`filed`] has.
const RECORDS: i64 = 7;

struct Filed {
    world: World,
    raw: rusqlite::Connection,
    _directory: tempfile::TempDir,
}

/// A file with a ledger of every shape of record, and a second connection to it.
fn filed() -> Filed {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.db");
    let world = World::at(&format!("sqlite://{}", path.display()));
    let request = world.granting(100).kind(GrantKind::Paid).note("n").related_event_id("e");
    world.grant_with(request.action_id("a")).unwrap();
    world.grant_with(world.granting(30).expires_at_ms(START + 100)).unwrap();
    let spent = world.consume(40).unwrap();
    let refund = RefundPointsRequest::new(world.user, spent.record_id, "r").amount(5).note("");
    world.engine.wallet().refund(refund).unwrap();
    world.grant_with(world.granting(8).expires_at_ms(START + 200)).unwrap();
    world.clock.set_ms(START + 300);
    world.consume(50).unwrap();
    let held = HoldPointsRequest::new(world.user, 10, START + 900, "h");
    world.engine.wallet().hold(held).unwrap();
    world.assert_sound();
    assert_eq!(world.balance().seq, RECORDS);
    let raw = rusqlite::Connection::open(&path).unwrap();
    Filed { world, raw, _directory: directory }
}

impl Filed {
    fn run(&self, sql: &str) -> rusqlite::Result<usize> {
        self.raw.execute(sql, [])
    }

    fn without_triggers() -> Filed {
        let filed = filed();
        filed.run("DROP TRIGGER point_records_no_update").unwrap();
        filed.run("DROP TRIGGER point_records_no_delete").unwrap();
        filed
    }

    /// The row of a record, whatever its columns become.
    fn row(&self, seq: i64) -> i64 {
        let sql = "SELECT rowid FROM point_records WHERE seq = ?";
        self.raw.query_row(sql, [seq], |row| row.get(0)).unwrap()
    }

    fn value(&self, column: &str, row: i64) -> Value {
        let sql = format!("SELECT {column} FROM point_records WHERE rowid = ?");
        self.raw.query_row(&sql, [row], |row| row.get(0)).unwrap()
    }

    /// Answers false where another record has this value and no two may have it.
    fn set(&self, column: &str, row: i64, value: &Value) -> bool {
        let sql = format!("UPDATE point_records SET {column} = ?1 WHERE rowid = ?2");
        match self.raw.execute(&sql, (value, row)) {
            Ok(changed) => changed == 1,
            Err(error) => {
                assert!(error.to_string().contains("UNIQUE"), "{error}");
                false
            }
        }
    }
}

/// The same value with one byte flipped; something where there was nothing.
fn flipped(value: &Value, at: usize) -> Value {
    let flip = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        match bytes.len() {
            0 => bytes.push(1),
            length => bytes[at % length] ^= 1,
        }
        bytes
    };
    match value {
        Value::Null => Value::Text("1".into()),
        Value::Integer(number) => Value::Integer(number ^ (1 << (8 * (at % 6)))),
        Value::Text(text) => Value::Text(String::from_utf8(flip(text.as_bytes())).unwrap()),
        Value::Blob(bytes) => Value::Blob(flip(bytes)),
        Value::Real(_) => unreachable!("the ledger has no floats"),
    }
}

/// How many places of a value are tried.
fn places(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len().clamp(1, 8),
        Value::Blob(bytes) => bytes.len().clamp(1, 8),
        _ => 6,
    }
}

#[test]
fn a_flipped_byte_of_any_column_of_any_record_is_found_and_named() {
    let filed = Filed::without_triggers();
    let mut flips = 0;
    for seq in 1..=RECORDS {
        let row = filed.row(seq);
        let id = filed.value("record_id", row);
        for column in COLUMNS {
            let before = filed.value(column, row);
            for at in 0..places(&before) {
                let after = flipped(&before, at);
                if !filed.set(column, row, &after) {
                    continue;
                }
                let report = filed.world.verify();
                let bad = report.first_bad.unwrap_or_else(|| panic!("{column} of {seq}, {at}"));
                assert_eq!(bad.seq, seq, "{column} of {seq}, byte {at}: {}", bad.reason);
                assert_eq!(report.records, seq - 1);
                if !["user_id", "asset", "seq", "record_id"].contains(&column) {
                    let named = bad.record_id.map(|id| Value::Blob(id.0.as_bytes().to_vec()));
                    assert_eq!(named.as_ref(), Some(&id), "{column} of {seq}");
                }
                assert!(filed.set(column, row, &before));
                flips += 1;
            }
        }
    }
    assert!(flips > 500, "{flips}");
    filed.world.assert_sound();
}

#[test]
fn a_missing_record_is_found_wherever_it_stood() {
    for seq in 1..=RECORDS {
        let filed = Filed::without_triggers();
        filed.run(&format!("DELETE FROM point_records WHERE seq = {seq}")).unwrap();
        let bad = filed.world.verify().first_bad.unwrap();
        assert_eq!((bad.seq, bad.record_id), (seq, None));
    }
}

#[test]
fn two_records_that_change_places_are_found() {
    let filed = Filed::without_triggers();
    for (from, to) in [(3, -1), (4, 3), (-1, 4)] {
        filed.run(&format!("UPDATE point_records SET seq = {to} WHERE seq = {from}")).unwrap();
    }
    assert_eq!(filed.world.verify().first_bad.unwrap().seq, 3);
}

#[test]
fn the_store_refuses_to_change_or_delete_a_record() {
    let filed = filed();
    for sql in [
        "UPDATE point_records SET note = 'x' WHERE seq = 1",
        "UPDATE point_records SET amount = amount",
        "DELETE FROM point_records WHERE seq = 7",
        "DELETE FROM point_records",
    ] {
        let error = filed.run(sql).unwrap_err();
        assert!(error.to_string().contains("immutable"), "{sql}: {error}");
    }
    filed.world.assert_sound();
}

#[test]
fn the_store_refuses_to_replace_a_record_by_any_key_it_has() {
    let filed = filed();
    let replace = |columns: &str, values: &str| {
        let sql = format!(
            "INSERT OR REPLACE INTO point_records ({columns}, user_id, asset, kind, amount, \
                balance_after, effective_at_ms, booked_at_ms, allocation, hash) \
                SELECT {values}, user_id, asset, kind, amount, balance_after, effective_at_ms, \
                booked_at_ms, allocation, hash FROM point_records WHERE seq = 2"
        );
        filed.run(&sql)
    };
    for (columns, values) in [
        ("seq, record_id", "seq, randomblob(16)"),
        ("seq, record_id", "1000, record_id"),
        ("seq, record_id, replay_key", "1000, randomblob(16), replay_key"),
    ] {
        let error = replace(columns, values).unwrap_err();
        assert!(error.to_string().contains("immutable"), "{columns}: {error}");
    }
    filed.world.assert_sound();
}

/// Everything that the tables of this module hold.
fn contents(raw: &rusqlite::Connection) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for table in ["wallets", "grants", "point_records", "receipts"] {
        let mut statement = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let found = statement.query_map([], |row| (0..columns).map(|c| row.get(c)).collect());
        rows.extend(found.unwrap().map(Result::unwrap));
    }
    rows
}

#[test]
fn a_refusal_leaves_every_table_as_it_was() {
    let filed = filed();
    let (world, api) = (&filed.world, filed.world.engine.wallet());
    world.grant_with(world.granting(9).expires_at_ms(START + 400)).unwrap();
    let first = world.consuming(1);
    api.consume(first.clone()).unwrap();
    world.clock.set_ms(START + 500);
    let before = contents(&filed.raw);
    let mut changed = first;
    changed.amount = 2;
    for refusal in [
        api.consume(world.consuming(1_000)).map(drop),
        api.consume(world.consuming(1).asset("gems")).map(drop),
        api.consume(changed).map(drop),
        api.grant(world.granting(crate::limits::AMOUNT_MAX)).map(drop),
        api.grant(world.granting(1).expires_at_ms(START + 500)).map(drop),
        api.grant(GrantPointsRequest::new(UserId(uuid::Uuid::from_u128(9)), 1, "k")).map(drop),
    ] {
        refusal.unwrap_err();
        assert_eq!(contents(&filed.raw), before);
    }
}

#[test]
fn a_common_consume_writes_its_wallet_once_and_no_grant() {
    let filed = filed();
    filed.world.grant(50);
    filed.world.consume(1).unwrap();
    let version = || -> i64 {
        filed.raw.query_row("SELECT version FROM wallets", [], |row| row.get(0)).unwrap()
    };
    let grants = || -> Vec<i64> {
        let mut statement = filed.raw.prepare("SELECT remaining FROM grants").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = (version(), grants());
    filed.world.consume(1).unwrap();
    assert_eq!((version(), grants()), (before.0 + 1, before.1));
}

#[test]
fn a_ledger_of_several_pages_is_checked_to_its_end() {
    let filed = Filed::without_triggers();
    for _ in 0..510 {
        filed.world.grant(1);
    }
    filed.world.consume(505).unwrap();
    filed.world.assert_sound();
    filed.run("UPDATE grants SET remaining = 2 WHERE opened_seq = 517").unwrap();
    assert!(!filed.world.verify().ok);
    filed.run("UPDATE point_records SET note = 'x' WHERE seq = 517").unwrap();
    assert_eq!(filed.world.verify().first_bad.unwrap().seq, 517);
}

#[test]
fn only_the_erasure_of_a_user_deletes_that_users_records() {
    let filed = filed();
    let other = person(&filed.world.engine, 8);
    filed.world.grant_with(GrantPointsRequest::new(other, 1, "k")).unwrap();
    let flag = "INSERT INTO ledger_erasure (user_id, begun_at_ms) VALUES (?, 0)";
    filed.raw.execute(flag, [filed.world.user.0.as_bytes()]).unwrap();
    assert!(filed.run("UPDATE point_records SET note = 'x'").is_err(), "not even then");
    let delete = "DELETE FROM point_records WHERE user_id = ?";
    assert!(filed.raw.execute(delete, [other.0.as_bytes()]).is_err());
    assert_eq!(filed.raw.execute(delete, [filed.world.user.0.as_bytes()]).unwrap(), 7);
}

#[test]
fn a_wallet_or_a_grant_that_was_edited_is_found() {
    for change in [
        "UPDATE wallets SET balance = balance + 1",
        "UPDATE wallets SET held = 1",
        "UPDATE wallets SET level = level + 1",
        "UPDATE wallets SET total_consumed = total_consumed - 1",
        "UPDATE wallets SET total_recharged = total_recharged + 1",
        "UPDATE wallets SET first_recharged_at_ms = NULL",
        "UPDATE wallets SET seq = seq - 1",
        "UPDATE wallets SET chain = zeroblob(32)",
        "UPDATE wallets SET last_at_ms = 0",
        "UPDATE wallets SET last_effective_at_ms = last_effective_at_ms - 1",
        "UPDATE wallets SET head_remaining = head_remaining + 1",
        "UPDATE wallets SET head_grant_id = zeroblob(16)",
        "UPDATE wallets SET head_grant_id = NULL",
        "UPDATE wallets SET head_priority = head_priority + 1",
        "UPDATE grants SET amount = amount + 1 WHERE opened_seq = 1",
        "UPDATE grants SET remaining = remaining + 1 WHERE opened_seq = 2",
        "UPDATE grants SET held = 1 WHERE opened_seq = 1",
        "UPDATE grants SET spent = 0 WHERE opened_seq = 2",
        "UPDATE grants SET kind = 'bonus' WHERE opened_seq = 1",
        "UPDATE grants SET priority = 5 WHERE opened_seq = 2",
        "UPDATE grants SET effective_at_ms = 5 WHERE opened_seq = 1",
        "UPDATE grants SET expires_at_ms = 5 WHERE opened_seq = 2",
        "UPDATE grants SET kind_order = 1 - kind_order WHERE opened_seq = 1",
        "UPDATE grants SET opened_seq = 9 WHERE opened_seq = 2",
        "DELETE FROM grants WHERE opened_seq = 2",
        "UPDATE grants SET held = 0, remaining = remaining - 10 WHERE opened_seq = 1",
        "UPDATE wallets SET next_expiry_at_ms = NULL",
        "UPDATE holds SET captured = 1",
        "UPDATE holds SET amount = 9",
        "UPDATE holds SET slices = x'01'",
        "UPDATE holds SET slices = x'02'",
        "UPDATE holds SET state = 'released'",
        "UPDATE holds SET ended_at_ms = 5",
        "UPDATE holds SET expires_at_ms = 5",
        "DELETE FROM holds",
        "UPDATE refunds SET refunded = 4",
        "UPDATE refunds SET amount = 4",
        "DELETE FROM refunds",
    ] {
        let filed = filed();
        assert!(filed.run(change).unwrap() > 0, "{change}");
        let report = filed.world.verify();
        assert!(!report.ok, "{change}");
        assert!(report.first_bad.is_some(), "{change}");
    }
}
