//! What of this engine's own messages waits to be indexed.
//!
//! Commits tell it whose messages they wrote. Once there are enough of them, a task of the engine's
//! pool indexes them, step by step until none is left: no append does it, and none waits for more
//! than one step. Nothing is lost with this list: upkeep finds by itself who is behind.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::Result;
use crate::id::UserId;
use crate::limits::{INDEXED_AFTER_MESSAGES, SEARCH_STEP_ROWS_MAX};
use crate::ops::Kind;
use crate::runtime::{Change, PoolHandle, Task};
use crate::session::messages::MESSAGES;
use crate::session::messages::search::index;
use crate::session::messages::search::upkeep::Walk;
use crate::store::Connection;

/// Users whose waiting messages are remembered; those of others wait for upkeep.
const USERS_MAX: usize = 4_096;

/// What waits.
#[derive(Debug, Default)]
pub(crate) struct Backlog(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    users: BTreeSet<Uuid>,
    messages: usize,
    is_queued: bool,
    /// Where upkeep stopped.
    walk: Walk,
}

impl Backlog {
    /// Notes what a commit changed; answers whether a task should be started.
    pub(crate) fn note(&self, changes: &[Change]) -> bool {
        let mut written = changes.iter().filter(|change| change.noun == MESSAGES.noun).peekable();
        if written.peek().is_none() {
            return false;
        }
        let mut state = self.lock();
        for change in written {
            state.messages += 1;
            if let Some(user) = change.user
                && state.users.len() < USERS_MAX
            {
                state.users.insert(user.0);
            }
        }
        let due = state.messages >= INDEXED_AFTER_MESSAGES && !state.is_queued;
        state.is_queued |= due;
        due
    }

    /// Where the next round of upkeep begins.
    pub(super) fn walk(&self) -> Walk {
        self.lock().walk
    }

    pub(super) fn stop_at(&self, walk: Walk) {
        self.lock().walk = walk;
    }

    /// Notes that a step ended, whose messages are all indexed, and whether another step follows.
    fn settle(&self, indexed: &[Uuid], goes_on: bool) {
        let mut state = self.lock();
        for user in indexed {
            state.users.remove(user);
        }
        state.is_queued = goes_on;
        state.messages = 0;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Indexes what waits, up to a number of messages.
#[derive(Debug)]
pub(crate) struct IndexTask {
    backlog: Arc<Backlog>,
    pool: PoolHandle,
    indexed: Vec<Uuid>,
    /// Whether the step left messages for another one.
    has_left: bool,
}

impl IndexTask {
    pub(crate) fn new(backlog: &Arc<Backlog>, pool: PoolHandle) -> Box<Self> {
        let backlog = Arc::clone(backlog);
        Box::new(IndexTask { backlog, pool, indexed: Vec::new(), has_left: false })
    }
}

impl Task for IndexTask {
    fn is_abandoned(&self) -> bool {
        false
    }

    fn user(&self) -> Option<Uuid> {
        None
    }

    fn run(&mut self, connection: &mut dyn Connection) -> Result<()> {
        self.indexed.clear();
        self.has_left = false;
        let users: Vec<Uuid> = self.backlog.lock().users.iter().copied().collect();
        let mut left = SEARCH_STEP_ROWS_MAX;
        for user in users {
            let stepped = index::step(connection, UserId(user), left)?;
            if stepped.done {
                self.indexed.push(user);
            }
            self.has_left |= !stepped.done;
            left = left.saturating_sub(stepped.rows);
            if left == 0 {
                self.has_left = true;
                break;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>, outcome: Result<()>) {
        // A step that failed changed nothing; the next commits, or upkeep, make it again.
        if outcome.is_err() {
            return self.backlog.settle(&[], false);
        }
        self.backlog.settle(&self.indexed, self.has_left);
        if self.has_left {
            // At the end of the queue, so those who wait come first.
            let pool = self.pool.clone();
            if let Err((task, error)) = pool.submit(Kind::Write, self) {
                task.finish(Err(error));
            }
        }
    }
}
