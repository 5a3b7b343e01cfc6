//! Indexing as part of `engine.maintain`.

use std::time::Instant;

use uuid::Uuid;

use crate::engine::Inner;
use crate::error::Result;
use crate::id::UserId;
use crate::limits::SEARCH_STEP_ROWS_MAX;
use crate::session::messages::search::index;
use crate::store::Param;

/// Users who are looked up at once.
const USERS: i64 = 100;

/// Indexes what is not indexed yet, until `deadline`; answers how many messages it looked at, and
/// whether nothing is left.
pub(crate) fn upkeep(inner: &Inner, deadline: Instant) -> Result<(i64, bool)> {
    if !inner.indexes_messages() {
        return Ok((0, true));
    }
    inner.driver.write(&mut index::renew)?;
    let (mut rows, mut after) = (0, Uuid::nil());
    loop {
        let mut users: Vec<Uuid> = Vec::new();
        inner.driver.read(&mut |connection| {
            users.clear();
            let params = [Param::Id(after), USERS.into()];
            connection.query(&index::BEHIND, &params, &mut |row| {
                users.push(row.id(0)?);
                Ok(())
            })
        })?;
        let Some(last) = users.last() else { return Ok((rows, true)) };
        after = *last;
        for user in users {
            let mut done = false;
            while !done {
                inner.driver.write(&mut |connection| {
                    let stepped = index::step(connection, UserId(user), SEARCH_STEP_ROWS_MAX)?;
                    rows += i64::try_from(stepped.rows).unwrap_or(0);
                    done = stepped.done;
                    Ok(())
                })?;
                if Instant::now() >= deadline {
                    return Ok((rows, false));
                }
            }
        }
    }
}
