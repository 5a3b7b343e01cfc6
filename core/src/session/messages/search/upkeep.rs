//! Indexing as part of `engine.maintain`.
//!
//! A round walks the users in the order of their ids, some at once, and looks at its deadline after
//! each step and each page. Where it stops the next one goes on, so no user who writes much keeps
//! the others waiting; a round that finds nothing to do only reads.

use std::time::Instant;

use uuid::Uuid;

use crate::engine::Inner;
use crate::error::Result;
use crate::id::UserId;
use crate::limits::SEARCH_STEP_ROWS_MAX;
use crate::session::messages::search::index;
use crate::store::Param;

/// Users who are looked up at once.
const USERS: i64 = 1_000;

/// How far the walk over the users has come.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Walk {
    after: Uuid,
    /// Whether it left a user behind with messages that are not indexed.
    has_left: bool,
}

/// Indexes what is not indexed yet, until `deadline`; answers how many messages it looked at, and
/// whether nothing is left.
pub(crate) fn upkeep(inner: &Inner, deadline: Instant) -> Result<(i64, bool)> {
    if !inner.indexes_messages() {
        return Ok((0, true));
    }
    let (mut rows, mut walk) = (0, inner.backlog().walk());
    loop {
        let page = Page::read(inner, walk.after)?;
        if page.is_stale {
            inner.driver.write(&mut index::renew)?;
            walk = Walk::default();
            continue;
        }
        for user in page.behind {
            let mut done = false;
            while !done {
                let stepped = step(inner, user)?;
                rows += stepped.0;
                done = stepped.1;
                if Instant::now() >= deadline {
                    let has_left = walk.has_left || !done;
                    inner.backlog().stop_at(Walk { after: user, has_left });
                    return Ok((rows, false));
                }
            }
        }
        let Some(last) = page.last else {
            inner.backlog().stop_at(Walk::default());
            return Ok((rows, !walk.has_left));
        };
        walk.after = last;
        if Instant::now() >= deadline {
            inner.backlog().stop_at(walk);
            return Ok((rows, false));
        }
    }
}

fn step(inner: &Inner, user: Uuid) -> Result<(i64, bool)> {
    let mut done = (0, true);
    inner.driver.write(&mut |connection| {
        let stepped = index::step(connection, UserId(user), SEARCH_STEP_ROWS_MAX)?;
        done = (i64::try_from(stepped.rows).unwrap_or(0), stepped.done);
        Ok(())
    })?;
    Ok(done)
}

/// What the walk passes at once.
#[derive(Debug, Default)]
struct Page {
    behind: Vec<Uuid>,
    last: Option<Uuid>,
    /// Whether the index holds postings that nobody can name.
    is_stale: bool,
}

impl Page {
    fn read(inner: &Inner, after: Uuid) -> Result<Page> {
        let mut page = Page::default();
        inner.driver.read(&mut |connection| {
            page = Page::default();
            let params = [Param::Id(after), USERS.into()];
            connection.query(&index::USERS, &params, &mut |row| {
                let user = row.id(0)?;
                if row.bool(1)? {
                    page.behind.push(user);
                }
                page.is_stale |= row.int(2)? > 0;
                page.last = Some(user);
                Ok(())
            })
        })?;
        Ok(page)
    }
}
