//! Every byte of a ledger with every kind of record, against somebody who can write the file.

use rusqlite::types::Value;

use super::*;
use crate::id::RecordId;
use crate::store::{Tx, statements};
use crate::wallet::line::Links;
use crate::wallet::{
    AdjustPointsRequest, CapturePointsRequest, ClawBack, Credit, GrantKind, HoldPointsRequest,
    RecordKind, RefundPointsRequest, ReleaseHoldRequest, TransferPointsRequest,
};

statements! {
    CHANGE: User = "UPDATE point_records SET note = 'x' WHERE user_id = ?";
    CHANGE_NOTHING: User = "UPDATE point_records SET amount = amount WHERE user_id = ? AND seq = 1";
    DELETE: User = "DELETE FROM point_records WHERE user_id = ? AND seq = 2";
    DELETE_ALL: User = "DELETE FROM point_records WHERE user_id = ?";
    /// SQLite runs no trigger of deletes for the row that it replaces.
    REPLACE: User = "INSERT OR REPLACE INTO point_records SELECT * FROM point_records \
        WHERE user_id = ? AND seq = 2",
        postgres "DELETE FROM point_records WHERE user_id = ? AND seq = 2",
        mysql "REPLACE INTO point_records SELECT * FROM point_records WHERE user_id = ? AND seq = 2";
    TRUNCATE: EngineScan = "TRUNCATE point_records";
    TRUNCATE_USAGE: EngineScan = "TRUNCATE usage_records";
    TRUNCATE_AUDIT: EngineScan = "TRUNCATE audit_events";
}

const KINDS: usize = 13;
/// Of a longer value, such as a receipt, so many places are tried.
const PLACES_MAX: usize = 64;

/// What verify cannot know, because nothing else tells of it, and what may lie behind.
const UNKNOWABLE: [(&str, &str, &str); 19] = [
    ("wallets", "owed", "what a claw-back could not take yet is in no record"),
    ("wallets", "status", "no record tells of it"),
    ("wallets", "version", "counts writes"),
    ("wallets", "opened_at_ms", "no record tells of it"),
    ("wallets", "last_at_ms", "holds move it too, so it may be later than the last record"),
    ("wallets", "next_expiry_at_ms", "may be sooner than what it looks ahead to"),
    ("wallets", "floor_points", "no record tells of it"),
    ("wallets", "floor_low", "what was told of the floor is in the outbox"),
    ("grants", "remaining", "of the head, whose row is out of date"),
    ("holds", "hold_id", "no record tells of it"),
    ("holds", "task_id", "no record tells of it"),
    ("holds", "related_event_id", "no record tells of it"),
    ("holds", "action_id", "no record tells of it"),
    ("holds", "note", "no record tells of it"),
    ("holds", "opened_at_ms", "no record tells of it"),
    ("holds", "expires_at_ms", "no record tells of it"),
    ("holds", "ended_at_ms", "no record tells of it"),
    ("holds", "captured", "of one that has ended, against what was released"),
    ("holds", "user_id", "of one that has ended and reserves nothing"),
];

struct Filed {
    world: World,
    raw: rusqlite::Connection,
    _directory: tempfile::TempDir,
}

/// A file with every kind of record, of grant and of hold, and a second connection to it.
fn filed() -> Filed {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.db");
    let world = World::at(&format!("sqlite://{}", path.display()));
    fill(&world);
    world.assert_sound();
    let kinds: std::collections::BTreeSet<_> =
        world.records().iter().map(|record| record.kind.as_str()).collect();
    assert_eq!(kinds.len(), KINDS, "{kinds:?}");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch(
        "PRAGMA synchronous = OFF; DROP TRIGGER point_records_no_update; \
        DROP TRIGGER point_records_no_delete",
    )
    .unwrap();
    Filed { world, raw, _directory: directory }
}

fn fill(world: &World) {
    let api = world.engine.wallet();
    let give = |kind, grant, points| {
        let links = Links { action_id: Some("a-1"), note: Some("given"), ..Links::default() };
        let given = Credit { links, ..Credit::new(points, kind, grant) };
        world.own(|tx| wallet::credit(tx, world.user, &given)).unwrap();
    };
    give(RecordKind::RegisterBonus, GrantKind::Bonus, 100);
    let paid = world.granting(100).kind(GrantKind::Paid).note("n").related_event_id("event");
    world.grant_with(paid.action_id("a-2")).unwrap();
    give(RecordKind::RechargeBonus, GrantKind::Bonus, 10);
    give(RecordKind::Checkin, GrantKind::Checkin, 5);
    give(RecordKind::InviteReward, GrantKind::Promo, 5);
    world.grant(20);
    let spent = world.consume(40).unwrap().record_id;
    api.refund(RefundPointsRequest::new(world.user, spent, "r").amount(5).note("sorry")).unwrap();
    api.adjust(AdjustPointsRequest::new(world.user, -3, "counted", "d")).unwrap();
    let friend = person(&world.engine, 8);
    api.transfer(TransferPointsRequest::new(world.user, friend, 7, "t").note("for you")).unwrap();
    api.transfer(TransferPointsRequest::new(friend, world.user, 2, "t")).unwrap();
    world.own(|tx| wallet::claw_back(tx, world.user, &ClawBack::new(6))).unwrap();
    world.grant_with(world.granting(8).expires_at_ms(START + 200)).unwrap();
    world.clock.set_ms(START + 300);
    world.consume(50).unwrap();
    let hold = |points, key| {
        let request = HoldPointsRequest::new(world.user, points, START + 900, key).note("held");
        api.hold(request.action_id("a-3")).unwrap().hold_id
    };
    let (open, used, freed) = (hold(60, "h-1"), hold(9, "h-2"), hold(4, "h-3"));
    api.capture(CapturePointsRequest::new(world.user, open, "c-1").amount(11)).unwrap();
    api.capture(CapturePointsRequest::new(world.user, used, "c-2").amount(3).release_rest(true))
        .unwrap();
    api.release(ReleaseHoldRequest::new(world.user, freed, "l")).unwrap();
}

impl Filed {
    fn columns(&self, table: &str) -> Vec<String> {
        let sql = format!("SELECT name FROM pragma_table_info('{table}')");
        let mut statement = self.raw.prepare(&sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// The rows of the user.
    fn rows(&self, table: &str, order: &str) -> Vec<i64> {
        let sql = format!("SELECT rowid FROM {table} WHERE user_id = ? ORDER BY {order}");
        let mut statement = self.raw.prepare(&sql).unwrap();
        let user = self.world.user.0.as_bytes();
        statement.query_map([user], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn value(&self, table: &str, column: &str, row: i64) -> Value {
        let sql = format!("SELECT {column} FROM {table} WHERE rowid = ?");
        self.raw.query_row(&sql, [row], |row| row.get(0)).unwrap()
    }

    /// False where another row has this value and no two may have it.
    fn set(&self, table: &str, column: &str, row: i64, value: &Value) -> bool {
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2");
        match self.raw.prepare_cached(&sql).unwrap().execute((value, row)) {
            Ok(changed) => changed == 1,
            Err(error) => {
                assert!(error.to_string().contains("UNIQUE"), "{error}");
                false
            }
        }
    }
}

/// The value with one byte changed, at every place or, of a long one, at some; and longer and
/// shorter by a byte.
fn edits(value: &Value) -> Vec<Value> {
    let of_bytes = |bytes: &[u8]| {
        let step = bytes.len().div_ceil(PLACES_MAX).max(1);
        let mut edits: Vec<Vec<u8>> = Vec::new();
        for at in (0..bytes.len()).step_by(step) {
            let mut edited = bytes.to_vec();
            edited[at] ^= 1;
            edits.push(edited);
        }
        edits.push([bytes, b"0"].concat());
        edits.extend(bytes.split_last().map(|(_, front)| front.to_vec()));
        edits
    };
    let text = |bytes| Value::Text(String::from_utf8(bytes).unwrap());
    match value {
        Value::Null => vec![Value::Text("1".into()), Value::Blob(vec![1; 16])],
        Value::Integer(number) => {
            (0..8).map(|at| Value::Integer(number ^ (1 << (8 * at)))).collect()
        }
        Value::Text(old) => of_bytes(old.as_bytes()).into_iter().map(text).collect(),
        Value::Blob(old) => of_bytes(old).into_iter().map(Value::Blob).collect(),
        Value::Real(_) => unreachable!("no table of money has floats"),
    }
}

#[test]
fn any_byte_of_any_record_names_that_record() {
    let filed = filed();
    let columns = filed.columns("point_records");
    let mut edited = 0;
    for (seq, row) in (1..).zip(filed.rows("point_records", "seq")) {
        let id = filed.value("point_records", "record_id", row);
        for column in &columns {
            let before = filed.value("point_records", column, row);
            for after in edits(&before) {
                if !filed.set("point_records", column, row, &after) {
                    continue;
                }
                let report = filed.world.verify();
                let told = || format!("{column} of record {seq}: {before:?} became {after:?}");
                let bad = report.first_bad.unwrap_or_else(|| panic!("{}", told()));
                assert_eq!((bad.seq, report.records), (seq, seq - 1), "{}", told());
                if !["user_id", "asset", "seq", "record_id"].contains(&column.as_str()) {
                    let named = bad.record_id.map(|id: RecordId| id.0.as_bytes().to_vec());
                    assert_eq!(named.map(Value::Blob).as_ref(), Some(&id), "{}", told());
                }
                assert!(filed.set("point_records", column, row, &before));
                edited += 1;
            }
        }
    }
    assert!(edited > 3_500, "only {edited} edits were tried");
    filed.world.assert_sound();
}

#[test]
fn any_byte_beside_the_records_that_they_tell_of_is_found() {
    let filed = filed();
    let mut edited = 0;
    let head = filed.value("wallets", "head_grant_id", filed.rows("wallets", "asset")[0]);
    for table in ["wallets", "grants", "holds", "refunds"] {
        for row in filed.rows(table, "rowid") {
            for column in filed.columns(table) {
                let is_head = table == "grants" && filed.value(table, "grant_id", row) == head;
                let ended = table == "holds"
                    && filed.value(table, "state", row) != Value::Text("open".into());
                let known = UNKNOWABLE.iter().any(|(t, c, why)| {
                    (*t, *c) == (table, column.as_str())
                        && (!why.starts_with("of the head") || is_head)
                        && (!why.starts_with("of one that has ended") || ended)
                });
                if known || (ended && ["asset"].contains(&column.as_str())) {
                    continue;
                }
                let before = filed.value(table, &column, row);
                for after in edits(&before) {
                    if !filed.set(table, &column, row, &after) {
                        continue;
                    }
                    let request = VerifyWalletRequest::new(filed.world.user);
                    let found = filed.world.engine.wallet().verify(request);
                    let missed = found.is_ok_and(|report| report.ok);
                    assert!(!missed, "{column} of {table}: {before:?} became {after:?}");
                    assert!(filed.set(table, &column, row, &before));
                    edited += 1;
                }
            }
        }
    }
    assert!(edited > 1_000, "only {edited} edits were tried");
    filed.world.assert_sound();
}

#[test]
fn no_statement_changes_or_deletes_a_record_on_any_store() {
    let world = World::new();
    fill(&world);
    let before = world.records();
    let mut statements = vec![&CHANGE, &CHANGE_NOTHING, &DELETE, &DELETE_ALL, &REPLACE];
    if crate::engine::test_backend().ends_with("postgres") {
        statements.extend([&TRUNCATE, &TRUNCATE_USAGE, &TRUNCATE_AUDIT]);
    }
    for statement in statements {
        let user = [world.user.into()];
        let binds = usize::from(statement.any.contains('?'));
        let refused = world.own(|tx: &mut Tx<'_>| tx.exec(statement, &user[..binds]));
        let error = refused.unwrap_err();
        // What the trigger says on SQLite, PostgreSQL and MySQL.
        let says = format!("{error:?}");
        let guarded = ["immutable", "P0001", "45000"].iter().any(|guard| says.contains(guard));
        assert!(guarded, "{}: {error:?}", statement.name);
        assert_eq!(world.records(), before);
    }
    world.assert_sound();
}
