//! One wallet within one transaction: read once, changed in memory, stored by guarded updates.
//!
//! What a write computes rests on the row it read, so the update that stores it is guarded by the
//! row's version; where another write came between, the transaction runs again. A write that needs
//! more than the wallet's own row (it passes the head slice, or books what has expired) first takes
//! the row's lock with such an update, and only then reads and changes grants.

use crate::error::{Error, ErrorKind, Result};
use crate::id::{GrantId, RecordId, UserId};
use crate::limits;
use crate::store::{Param, Row, Sql, Tx};
use crate::wallet::chain::{self, Hash};
use crate::wallet::line::{Entry, Line, MakeReceipt, Record};
use crate::wallet::model::WalletStatus;
use crate::wallet::slice::{Order, Slice};
use crate::wallet::sql;

/// How many grants a walk reads at once.
const GRANTS_READ_MAX: i64 = 64;

/// What is left, and not held, of the grant from which consumption presently draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) grant: GrantId,
    pub(super) remaining: i64,
    pub(super) order: Order,
}

/// One wallet as a transaction sees it.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) user: UserId,
    pub(super) asset: String,
    pub(super) balance: i64,
    pub(super) held: i64,
    /// What a claw-back is still to take, because it was held.
    pub(super) owed: i64,
    pub(super) level: i64,
    pub(super) total_consumed: i64,
    pub(super) total_recharged: i64,
    pub(super) first_recharged_at_ms: Option<i64>,
    pub(super) status: WalletStatus,
    pub(super) seq: i64,
    pub(super) chain: Hash,
    pub(super) last_at_ms: i64,
    pub(super) last_effective_at_ms: i64,
    /// No grant with unheld points expires, and no open hold ends, before this moment.
    pub(super) next_expiry_at_ms: Option<i64>,
    pub(super) head: Option<Head>,
    /// Below so many points that can be spent the wallet is low.
    pub(super) floor: Option<i64>,
    /// Whether it was told that the wallet is low, and it has not risen since.
    pub(super) floor_low: bool,
    /// The moment of the call for this wallet: now, and never before its last record.
    pub(super) at_ms: i64,
    pub(super) version: i64,
    /// Whether this transaction holds the row, so that its grants stand still.
    locked: bool,
}

/// Opens an empty wallet, unless it is open already.
pub(crate) fn open(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<()> {
    let now = Param::Int(tx.now_ms());
    let never_yet = Param::Int(limits::TIME_MS_MIN);
    let chain = Param::Bytes(&chain::FIRST);
    tx.insert_new(&sql::OPEN, &[user.into(), asset.into(), chain, now, never_yet, now])?;
    Ok(())
}

impl Account {
    /// Says that a wallet is to be written soon, so that it is read with the next look-up.
    pub(super) fn ahead(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<()> {
        tx.ahead(&sql::WALLET_TO_WRITE, &[user.into(), asset.into()])
    }

    /// Reads a wallet to be written. Every user has the `points` wallet; others may not be open.
    pub(super) fn find(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<Option<Account>> {
        Account::find_by(tx, &sql::WALLET_TO_WRITE, user, asset)
    }

    pub(super) fn find_by(
        tx: &mut Tx<'_>,
        by: &'static Sql,
        user: UserId,
        asset: &str,
    ) -> Result<Option<Account>> {
        let now = tx.now_ms();
        let found =
            tx.get(by, &[user.into(), asset.into()], |row| Account::of_row(row, user, asset, now))?;
        if found.is_none() {
            Account::find_main(tx, user)?;
        }
        Ok(found)
    }

    /// Fails where the user does not exist: everybody has the `points` wallet.
    pub(super) fn find_main(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
        let main = [user.into(), limits::ASSET_DEFAULT.into()];
        match tx.get(&sql::WALLET, &main, |_| Ok(()))? {
            Some(()) => Ok(()),
            None => Err(Error::not_found("user", user)),
        }
    }

    /// Reads a wallet that must be open.
    pub(super) fn read(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<Account> {
        Account::find_by(tx, &sql::WALLET, user, asset)?
            .ok_or_else(|| Error::not_found("wallet", asset))
    }

    /// Reads a wallet that must be open, to be written.
    pub(super) fn read_to_write(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<Account> {
        Account::find(tx, user, asset)?.ok_or_else(|| Error::not_found("wallet", asset))
    }

    /// Reads a wallet to be written, and opens it first where the user has none of this asset.
    pub(super) fn read_or_open(tx: &mut Tx<'_>, user: UserId, asset: &str) -> Result<Account> {
        if let Some(account) = Account::find(tx, user, asset)? {
            return Ok(account);
        }
        open(tx, user, asset)?;
        Account::read_to_write(tx, user, asset)
    }

    fn of_row(row: &dyn Row, user: UserId, asset: &str, now_ms: i64) -> Result<Account> {
        let chain = row.bytes(9)?.try_into().map_err(|_| ErrorKind::StorageCorrupt {
            detail: "the chain of a wallet has not 32 bytes".into(),
        })?;
        let head = match row.opt_id(13)? {
            None => None,
            Some(grant) => Some(Head {
                grant,
                remaining: row.int(14)?,
                order: Order {
                    priority: row.int(15)?,
                    expires_at_ms: row.int(16)?,
                    kind: row.int(17)?,
                    opened_seq: row.int(18)?,
                },
            }),
        };
        let last_at_ms = row.int(10)?;
        Ok(Account {
            user,
            asset: asset.to_owned(),
            balance: row.int(0)?,
            held: row.int(1)?,
            owed: row.int(19)?,
            level: row.int(2)?,
            total_consumed: row.int(3)?,
            total_recharged: row.int(4)?,
            first_recharged_at_ms: row.opt_int(5)?,
            status: WalletStatus::from_stored(row.str(6)?)?,
            version: row.int(7)?,
            seq: row.int(8)?,
            chain,
            last_at_ms,
            last_effective_at_ms: row.int(11)?,
            next_expiry_at_ms: row.opt_int(12)?,
            head,
            floor: row.opt_int(20)?,
            floor_low: row.int(21)? != 0,
            at_ms: now_ms.max(last_at_ms),
            locked: false,
        })
    }

    /// What can be spent once everything that has expired is booked.
    pub(super) fn available(&self) -> i64 {
        self.balance - self.held - self.owed
    }

    /// The refusal of a wallet that was closed.
    pub(super) fn closed(&self) -> Error {
        ErrorKind::InvalidState {
            what: format!("wallet `{}`", self.asset),
            state: WalletStatus::Closed.as_str().into(),
            needed: WalletStatus::Active.as_str().into(),
        }
        .into()
    }

    /// The head's id for statements that leave its row out; no grant has the nil id.
    pub(super) fn head_id(&self) -> Param<'static> {
        Param::Id(self.head.map_or(uuid::Uuid::nil(), |head| head.grant.0))
    }

    /// The record about to be written: the account moves on as if it stood.
    pub(super) fn append<'e>(
        &mut self,
        tx: &mut Tx<'_>,
        entry: Entry<'e>,
        receipt: Option<MakeReceipt<'_>>,
    ) -> Result<Line<'e>> {
        let record_id: RecordId = tx.new_id()?;
        self.seq += 1;
        self.balance += entry.amount;
        self.last_at_ms = self.at_ms;
        self.last_effective_at_ms = self.last_effective_at_ms.max(entry.effective_at_ms);
        let record = Record {
            record_id,
            seq: self.seq,
            amount: entry.amount,
            balance: self.balance,
            available: self.available(),
            level: self.level,
            grant_id: entry.slices.iter().find(|s| s.opens.is_some()).map(|s| s.grant),
            effective_at_ms: self.last_effective_at_ms,
            follows: entry.follows,
            booked_at_ms: self.at_ms,
        };
        let receipt = receipt.map(|make| make(tx, &record)).transpose()?;
        let line = Line::new(self.user, &self.asset, entry, record, receipt, &self.chain);
        self.chain = line.hash;
        Ok(line)
    }

    /// Takes the row's lock; fails to run again where another write came between.
    pub(super) fn lock(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.locked {
            return Ok(());
        }
        let params = [self.user.into(), (&self.asset).into(), self.version.into()];
        tx.exec_one(&sql::LOCK, &params)?;
        self.version += 1;
        self.locked = true;
        Ok(())
    }

    /// Stores a spending of `points` that moved nothing but the head slice, or everything.
    pub(super) fn store_spent(&mut self, tx: &mut Tx<'_>, points: i64) -> Result<()> {
        if self.locked {
            return self.store(tx);
        }
        tx.exec_one(
            &sql::SPEND,
            &[
                self.user.into(),
                (&self.asset).into(),
                self.version.into(),
                points.into(),
                self.level.into(),
                self.total_consumed.into(),
                self.seq.into(),
                Param::Bytes(&self.chain),
                self.at_ms.into(),
            ],
        )?;
        self.version += 1;
        self.watch_floor(tx)
    }

    /// Stores everything.
    pub(super) fn store(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let order = self.head.map(|head| head.order);
        let place = |pick: fn(Order) -> i64| Param::Int(order.map_or(0, pick));
        tx.exec_one(
            &sql::STORE,
            &[
                self.user.into(),
                (&self.asset).into(),
                self.version.into(),
                self.balance.into(),
                self.held.into(),
                self.level.into(),
                self.total_consumed.into(),
                self.total_recharged.into(),
                self.first_recharged_at_ms.into(),
                self.status.as_str().into(),
                self.seq.into(),
                Param::Bytes(&self.chain),
                self.last_at_ms.into(),
                self.last_effective_at_ms.into(),
                self.next_expiry_at_ms.into(),
                self.head.map(|head| head.grant).into(),
                self.head.map_or(0, |head| head.remaining).into(),
                place(|order| order.priority),
                place(|order| order.expires_at_ms),
                place(|order| order.kind),
                place(|order| order.opened_seq),
                self.owed.into(),
            ],
        )?;
        self.version += 1;
        self.watch_floor(tx)
    }

    /// Takes the lock and writes the head slice to its row, so that the rows of the grants are all
    /// up to date. The caller ends with [`Account::settle_grants`].
    pub(super) fn open_grants(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.lock(tx)?;
        self.put_head_back(tx)
    }

    /// Chooses the head anew, after the rows of the grants were changed.
    pub(super) fn settle_grants(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.find_next_expiry(tx)?;
        self.load_head(tx)
    }

    /// Runs one of the statements that move points of a grant by a difference.
    pub(super) fn move_points(
        &self,
        tx: &mut Tx<'_>,
        statement: &'static Sql,
        grant: GrantId,
        points: i64,
    ) -> Result<()> {
        let params = [self.user.into(), (&self.asset).into(), grant.into(), points.into()];
        match tx.exec_guarded(statement, &params)? {
            true => Ok(()),
            false => {
                let detail = format!("a grant does not hold {points} points as it should");
                Err(ErrorKind::StorageCorrupt { detail }.into())
            }
        }
    }

    /// Takes points from the grants in the order of consumption. There must be as many, and what
    /// has expired must be booked.
    pub(super) fn take(&mut self, tx: &mut Tx<'_>, points: i64) -> Result<Vec<Slice>> {
        if let Some(head) = self.head.as_mut().filter(|head| head.remaining >= points) {
            head.remaining -= points;
            return Ok(vec![Slice::taken(head.grant, points)]);
        }
        self.lock(tx)?;
        self.put_head_back(tx)?;
        let mut slices = Vec::new();
        let mut missing = points;
        while self.head.is_none() {
            let page = self.next_grants(tx, GRANTS_READ_MAX)?;
            if page.is_empty() {
                let detail = format!("the grants of a wallet lack {missing} points");
                return Err(ErrorKind::StorageCorrupt { detail }.into());
            }
            for grant in page {
                let taken = grant.remaining.min(missing);
                slices.push(Slice::taken(grant.grant, taken));
                missing -= taken;
                if missing == 0 {
                    self.head = Some(Head { remaining: grant.remaining - taken, ..grant });
                    break;
                }
                self.set_free(tx, grant.grant, 0)?;
            }
        }
        self.find_next_expiry(tx)?;
        Ok(slices)
    }

    /// The first grants in the order of consumption, while the head stands in its own row.
    fn next_grants(&self, tx: &mut Tx<'_>, most: i64) -> Result<Vec<Head>> {
        let params = [self.user.into(), (&self.asset).into(), most.into()];
        tx.list(&sql::NEXT_GRANTS, &params, |row| {
            let order = Order {
                priority: row.int(2)?,
                expires_at_ms: row.int(3)?,
                kind: row.int(4)?,
                opened_seq: row.int(5)?,
            };
            Ok(Head { grant: row.id(0)?, remaining: row.int(1)?, order })
        })
    }

    /// Writes the head slice to the row of its grant.
    pub(super) fn put_head_back(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        match self.head.take() {
            Some(head) => self.set_free(tx, head.grant, head.remaining),
            None => Ok(()),
        }
    }

    /// Makes the first grant in the order of consumption the head.
    pub(super) fn load_head(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.head = self.next_grants(tx, 1)?.pop();
        Ok(())
    }

    /// Sets what can be spent of a grant.
    pub(super) fn set_free(&self, tx: &mut Tx<'_>, grant: GrantId, points: i64) -> Result<()> {
        let params = [self.user.into(), (&self.asset).into(), grant.into(), points.into()];
        match tx.exec_guarded(&sql::SET_FREE, &params)? {
            true => Ok(()),
            false => Err(ErrorKind::StorageCorrupt { detail: "a grant is missing".into() }.into()),
        }
    }

    /// Finds the next moment at which a grant or a hold ends.
    pub(super) fn find_next_expiry(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let params = [self.user.into(), (&self.asset).into()];
        let grants = tx.get(&sql::NEXT_EXPIRY, &params, |row| row.int(0))?;
        let holds = self.next_deadline(tx)?;
        self.next_expiry_at_ms = grants.into_iter().chain(holds).min();
        Ok(())
    }
}
