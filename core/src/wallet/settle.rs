//! Expiry, exact without a job.
//!
//! What has expired is never counted, whether or not a record tells of it yet. The records follow
//! with the next write of the wallet, or with a sweep, in the order in which the grants expired and
//! each at its true moment; so the balance of any moment is the same whoever booked it, and when.

use crate::error::Result;
use crate::id::{GrantId, UserId};
use crate::runtime::ChangeKind;
use crate::store::Tx;
use crate::wallet::account::Account;
use crate::wallet::line::{Entry, Links};
use crate::wallet::model::RecordKind;
use crate::wallet::slice::Slice;
use crate::wallet::sql;

/// How many grants are read at once; those of them which expire together share a record.
const GRANTS_READ_MAX: i64 = 256;

/// A grant that has expired, with what is left of it besides holds.
struct Expired {
    grant: GrantId,
    points: i64,
    at_ms: i64,
}

impl Account {
    /// Books what has expired, in at most so many records; answers how many it wrote.
    ///
    /// The caller stores the account.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>, records_max: usize) -> Result<usize> {
        if !self.may_have_expired(self.at_ms) {
            return Ok(0);
        }
        self.lock(tx)?;
        self.put_head_back(tx)?;
        let mut records = 0;
        while records < records_max {
            let page = self.expired(tx)?;
            if page.is_empty() {
                break;
            }
            for together in page.chunk_by(|a, b| a.at_ms == b.at_ms) {
                if records < records_max {
                    self.expire(tx, together)?;
                    records += 1;
                }
            }
        }
        self.find_next_expiry(tx)?;
        self.load_head(tx)?;
        Ok(records)
    }

    fn expired(&self, tx: &mut Tx<'_>) -> Result<Vec<Expired>> {
        let asset = (&self.asset).into();
        let params = [self.user.into(), asset, self.at_ms.into(), GRANTS_READ_MAX.into()];
        tx.list(&sql::EXPIRED_GRANTS, &params, |row| {
            Ok(Expired { grant: row.id(0)?, points: row.int(1)?, at_ms: row.int(2)? })
        })
    }

    fn expire(&mut self, tx: &mut Tx<'_>, together: &[Expired]) -> Result<()> {
        let slices: Vec<Slice> =
            together.iter().map(|expired| Slice::taken(expired.grant, expired.points)).collect();
        let entry = Entry {
            kind: RecordKind::Expire,
            amount: slices.iter().map(|slice| slice.points).sum(),
            effective_at_ms: together[0].at_ms,
            slices: &slices,
            links: Links::default(),
        };
        self.append(tx, entry, None)?.insert(tx)?;
        for expired in together {
            self.set_free(tx, expired.grant, 0)?;
        }
        Ok(())
    }
}

/// One step of upkeep: books what has expired in the wallets where it is due.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let due = tx.list(&sql::DUE, &[tx.now_ms().into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.text(1)?))
    })?;
    let mut rows = 0;
    for (user, asset) in due {
        if rows >= rows_max {
            break;
        }
        let Some(mut account) = Account::find(tx, user, &asset)? else { continue };
        let left = usize::try_from(rows_max - rows).unwrap_or(usize::MAX);
        let records = account.settle(tx, left)?;
        account.store(tx)?;
        // A wallet in which nothing was left to expire counts too: it was looked at.
        rows += i64::try_from(records.max(1)).unwrap_or(i64::MAX);
        tx.changed("wallet", Some(user), asset.as_str(), ChangeKind::Put);
    }
    Ok(rows)
}
