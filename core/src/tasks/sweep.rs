//! Upkeep: what has expired is written down as such. Nothing depends on it.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::id::{TaskId, UserId};
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::tasks::model::TaskState;
use crate::tasks::sql;
use crate::wallet;

/// One step of upkeep: ends the tasks whose deadline has come; answers how many it looked at.
///
/// Their holds end in the same commit. So a task that was once shown as expired stays so, and its
/// points stay free, even where the clock is set back afterwards. The rows of the tasks are taken
/// before those of the wallets, as every write of a task takes them.
pub(crate) fn sweep(tx: &mut Tx<'_>, rows_max: i64) -> Result<i64> {
    let due = tx.list(&sql::DUE, &[tx.now_ms().into(), rows_max.into()], |row| {
        Ok((row.id::<UserId>(0)?, row.id::<TaskId>(1)?, row.text(2)?, row.int(3)?))
    })?;
    let mut users = BTreeSet::new();
    for (user, id, state, expires_at_ms) in &due {
        let params = [
            (*user).into(),
            (*id).into(),
            state.into(),
            (*expires_at_ms).into(),
            TaskState::Expired.as_str().into(),
            Param::Int(0),
            Param::Null,
            Param::Null,
            Param::Null,
            (*expires_at_ms).into(),
        ];
        // One that meanwhile ended otherwise, or was given more time, is left alone.
        if tx.exec_guarded(&sql::END, &params)? {
            users.insert(*user);
            tx.changed("task", Some(*user), id.0, ChangeKind::Put);
        }
    }
    for user in users {
        wallet::settle_due(tx, user)?;
    }
    Ok(i64::try_from(due.len()).unwrap_or(i64::MAX))
}
