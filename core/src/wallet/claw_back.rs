//! Taking points back which should not have come, such as those of a refunded payment.
//!
//! A claw-back takes what is not held, whatever the state of the wallet. What is missing becomes
//! debt. Where nothing is held, that is a negative balance, which later credits pay first. Where
//! something is, a negative balance would take points from under the holds: so the rest is owed,
//! which nobody can spend, and every call that finds points free takes them first. A sweep does
//! not, so the balance of a moment never depends on when a sweep has run.

use crate::error::{ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::line::{Entry, Follows, Links, Record};
use crate::wallet::model::RecordKind;

/// Points to be taken back. Start from [`ClawBack::new`].
#[derive(Clone, Copy)]
pub(crate) struct ClawBack<'c> {
    pub(crate) asset: &'c str,
    pub(crate) points: i64,
    pub(crate) links: Links<'c>,
}

impl ClawBack<'_> {
    /// So many points of the `points` wallet.
    pub(crate) fn new(points: i64) -> Self {
        ClawBack { asset: limits::ASSET_DEFAULT, points, links: Links::default() }
    }
}

/// Takes points back; answers the record of what was taken now, if anything was.
///
/// What was not is in the `owed` of the wallet.
pub(crate) fn claw_back(
    tx: &mut Tx<'_>,
    user: UserId,
    claw_back: &ClawBack<'_>,
) -> Result<Option<Record>> {
    let mut account = Account::read_to_write(tx, user, claw_back.asset)?;
    let after = account.balance - account.owed - claw_back.points;
    if after < -limits::AMOUNT_MAX {
        return Err(ErrorKind::AmountOverflow { field: "balance".into() }.into());
    }
    account.settle(tx, usize::MAX)?;
    account.claim(tx)?;
    account.owed += claw_back.points;
    account.last_at_ms = account.at_ms;
    let record = account.claim_with(tx, claw_back.links)?;
    account.store(tx)?;
    tx.changed("wallet", Some(user), claw_back.asset, ChangeKind::Put);
    Ok(record)
}

impl Account {
    /// Takes what is owed, as far as it is free. What has expired must be booked.
    pub(super) fn claim(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.claim_with(tx, Links::default()).map(drop)
    }

    fn claim_with(&mut self, tx: &mut Tx<'_>, links: Links<'_>) -> Result<Option<Record>> {
        let there = (self.balance - self.held).clamp(0, self.owed);
        // Nothing but a hold keeps a debt from being booked.
        let points = if self.held == 0 { self.owed } else { there };
        if points == 0 {
            return Ok(None);
        }
        self.lock(tx)?;
        let slices = if there > 0 { self.take(tx, there)? } else { Vec::new() };
        self.owed -= points;
        let entry = Entry {
            kind: RecordKind::Clawback,
            amount: -points,
            effective_at_ms: self.at_ms,
            slices: &slices,
            links,
            follows: Follows::default(),
        };
        let line = self.append(tx, entry, None)?;
        line.insert(tx)?;
        Ok(Some(line.record))
    }
}
