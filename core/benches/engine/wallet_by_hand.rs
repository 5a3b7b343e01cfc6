//! Spending and reading points with rusqlite.

use std::path::Path;

use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};
use silvervine::limits::LEVEL_THRESHOLDS;
use silvervine::store::sqlite::Durability;
use uuid::Uuid;

use crate::store::{Held, connection, now_ms, receipt, replay_key};
use crate::support::new_id;

const CONSUME: u16 = 203;
const ASSET: &str = "points";

const RECEIPT: &str = "SELECT receipt FROM point_records WHERE user_id = ? AND replay_key = ?";
const WALLET: &str = "SELECT balance, held, level, total_consumed, status, seq, chain, last_at_ms, \
    next_expiry_at_ms, head_grant_id, head_remaining FROM wallets WHERE user_id = ? AND asset = ?";
const SPEND: &str = "UPDATE wallets SET balance = balance - ?3, \
    head_remaining = head_remaining - ?3, level = ?4, total_consumed = ?5, seq = ?6, chain = ?7, \
    last_at_ms = ?8, last_effective_at_ms = ?8, version = version + 1 \
    WHERE user_id = ?1 AND asset = ?2 AND status = 'active' AND balance - held >= ?3 \
    AND head_remaining >= ?3";
const RECORD: &str = "INSERT INTO point_records (user_id, asset, seq, record_id, kind, amount, \
    balance_after, effective_at_ms, booked_at_ms, replay_key, allocation, receipt, hash) \
    VALUES (?, ?, ?, ?, 'consume', ?, ?, ?, ?, ?, ?, ?, ?)";
const BALANCE: &str = "SELECT balance, held, level, total_consumed, total_recharged, \
    first_recharged_at_ms, status, seq, next_expiry_at_ms FROM wallets \
    WHERE user_id = ? AND asset = ?";

/// The base of the workloads of the wallet.
pub(crate) struct ByHand {
    begin: Held,
    receipt: Held,
    wallet: Held,
    spend: Held,
    record: Held,
    commit: Held,
    balance: Held,
}

// SAFETY: the statements and their connection are only used behind one mutex, or by one thread.
unsafe impl Send for ByHand {}

/// What a consume reads of a wallet.
struct Wallet {
    balance: i64,
    held: i64,
    level: i64,
    total_consumed: i64,
    active: bool,
    seq: i64,
    chain: [u8; 32],
    last_at_ms: i64,
    next_expiry_at_ms: Option<i64>,
    head: [u8; 16],
    head_remaining: i64,
}

/// What a consume answers.
pub(crate) struct Consumed {
    pub(crate) record_id: Uuid,
    pub(crate) balance: i64,
    pub(crate) level: i64,
}

/// What a read of the balance answers.
pub(crate) struct Balance {
    pub(crate) asset: String,
    pub(crate) balance: i64,
    pub(crate) available: i64,
    pub(crate) level: i64,
    pub(crate) total_consumed: i64,
    pub(crate) total_recharged: i64,
    pub(crate) first_recharged_at_ms: Option<i64>,
    pub(crate) active: bool,
    pub(crate) seq: i64,
}

impl ByHand {
    pub(crate) fn open(path: &Path, durability: Durability) -> ByHand {
        let connection = connection(path, durability);
        let prepare = |sql| connection.prepare(sql).unwrap();
        ByHand {
            begin: prepare("BEGIN IMMEDIATE"),
            receipt: prepare(RECEIPT),
            wallet: prepare(WALLET),
            spend: prepare(SPEND),
            record: prepare(RECORD),
            commit: prepare("COMMIT"),
            balance: prepare(BALANCE),
        }
    }

    pub(crate) fn consume(&mut self, user: Uuid, amount: i64, key: &str) -> Consumed {
        self.begin.execute(()).unwrap();
        let consumed = self.spend(user, amount, key);
        self.commit.execute(()).unwrap();
        consumed
    }

    fn spend(&mut self, user: Uuid, amount: i64, key: &str) -> Consumed {
        let id = user.as_bytes().as_slice();
        let replay_key = replay_key(CONSUME, key);
        assert!(!self.receipt.exists((id, &replay_key)).unwrap(), "keys are used once");
        let wallet = self.wallet.query_row((id, ASSET), Wallet::read).unwrap();
        let now = now_ms().max(wallet.last_at_ms);
        assert!(wallet.active && wallet.next_expiry_at_ms.is_none_or(|at| at > now));
        assert!(wallet.balance - wallet.held >= amount && wallet.head_remaining >= amount);

        let record_id = new_id();
        let (seq, balance) = (wallet.seq + 1, wallet.balance - amount);
        let total_consumed = wallet.total_consumed + amount;
        let reached = LEVEL_THRESHOLDS.0.iter().filter(|needed| **needed <= total_consumed).count();
        let level = wallet.level.max(1 + reached as i64);
        let available = balance - wallet.held;
        let receipt = receipt(
            &format!(r#"{{"userId":"{user}","amount":{amount},"idempotencyKey":"{key}"}}"#),
            &format!(
                r#"{{"recordId":"{record_id}","seq":{seq},"amount":{amount},"balance":{balance},"available":{available},"level":{level},"replayed":false}}"#
            ),
        );
        let mut allocation = [0; 26];
        allocation[0] = 1;
        allocation[1..17].copy_from_slice(&wallet.head);
        allocation[17..25].copy_from_slice(&(-amount).to_be_bytes());
        let link = Link { wallet: &wallet, id, record_id, amount, now };
        let hash = link.hash(&replay_key, &receipt, &allocation);

        let spent = (id, ASSET, amount, level, total_consumed, seq, hash.as_slice(), now);
        assert_eq!(self.spend.execute(spent).unwrap(), 1);
        let line = (
            (id, ASSET, seq, record_id.as_bytes().as_slice(), -amount, balance, now, now),
            (&replay_key, allocation.as_slice(), &receipt, hash.as_slice()),
        );
        insert(&mut self.record, line);
        Consumed { record_id, balance, level }
    }

    pub(crate) fn balance(&mut self, user: Uuid) -> Balance {
        let now = now_ms();
        let read = |row: &rusqlite::Row<'_>| {
            let (balance, held) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?);
            assert!(row.get::<_, Option<i64>>(8)?.is_none_or(|at| at > now));
            Ok(Balance {
                asset: ASSET.to_owned(),
                balance,
                available: balance - held,
                level: row.get(2)?,
                total_consumed: row.get(3)?,
                total_recharged: row.get(4)?,
                first_recharged_at_ms: row.get(5)?,
                active: row.get_ref(6)?.as_str()? == "active",
                seq: row.get(7)?,
            })
        };
        let found = self.balance.query_row((user.as_bytes().as_slice(), ASSET), read);
        found.optional().unwrap().unwrap()
    }
}

type Numbers<'a> = (&'a [u8], &'a str, i64, &'a [u8], i64, i64, i64, i64);
type Bytes<'a> = (&'a Vec<u8>, &'a [u8], &'a Vec<u8>, &'a [u8]);

fn insert(record: &mut Held, (a, b): (Numbers<'_>, Bytes<'_>)) {
    record.execute((a.0, a.1, a.2, a.3, a.4, a.5, a.6, a.7, b.0, b.1, b.2, b.3)).unwrap();
}

impl Wallet {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Wallet> {
        Ok(Wallet {
            balance: row.get(0)?,
            held: row.get(1)?,
            level: row.get(2)?,
            total_consumed: row.get(3)?,
            active: row.get_ref(4)?.as_str()? == "active",
            seq: row.get(5)?,
            chain: row.get(6)?,
            last_at_ms: row.get(7)?,
            next_expiry_at_ms: row.get(8)?,
            head: row.get(9)?,
            head_remaining: row.get(10)?,
        })
    }
}

/// What the hash of a record vouches for, beside its larger columns.
struct Link<'a> {
    wallet: &'a Wallet,
    id: &'a [u8],
    record_id: Uuid,
    amount: i64,
    now: i64,
}

impl Link<'_> {
    fn hash(&self, replay_key: &[u8], receipt: &[u8], allocation: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.wallet.chain);
        let mut column = |value: Option<&[u8]>| match value {
            Some(value) => {
                hash.update((value.len() as u32).to_be_bytes());
                hash.update(value);
            }
            None => hash.update([0xff; 4]),
        };
        let now = self.now.to_be_bytes();
        column(Some(self.id));
        column(Some(ASSET.as_bytes()));
        column(Some(self.record_id.as_bytes()));
        column(Some(b"consume"));
        column(Some(&(-self.amount).to_be_bytes()));
        [None; 4].into_iter().for_each(&mut column);
        column(Some(&now));
        column(Some(&now));
        column(Some(replay_key));
        column(Some(receipt));
        column(Some(allocation));
        hash.update((self.wallet.seq + 1).to_be_bytes());
        hash.update((self.wallet.balance - self.amount).to_be_bytes());
        hash.finalize().into()
    }
}
