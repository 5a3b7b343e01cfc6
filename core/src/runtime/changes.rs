//! Change notifications: what a user interface must read again.
//!
//! A subscriber hears of a change after its commit, never before. Events are coalesced per row, and
//! a subscriber that falls too far behind hears "everything may have changed" instead of growing
//! without bound; it loses no fact, only detail.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::UserId;
use crate::limits;
use crate::runtime::deadline;

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// It was made or changed.
    Put,
    /// It is gone.
    Delete,
}

/// Which row changed: by its id, or by its name where it has one instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum RowId {
    /// The id of an entity.
    Id(Uuid),
    /// The key of a setting, the asset of a wallet, the feature of a quota.
    Name(String),
}

impl From<Uuid> for RowId {
    fn from(id: Uuid) -> Self {
        RowId::Id(id)
    }
}

impl From<&str> for RowId {
    fn from(name: &str) -> Self {
        RowId::Name(name.to_owned())
    }
}

/// One changed row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// What kind of thing it is: `wallet`, `session`, `message`, ...
    pub noun: &'static str,
    /// Whose it is; none for what belongs to no person.
    #[serde(rename = "userId")]
    pub user: Option<UserId>,
    /// Which one.
    pub id: RowId,
    /// What happened.
    pub kind: ChangeKind,
}

/// What a subscriber has not heard yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Changes {
    /// The changed rows, each once, in the order of their first change.
    pub changes: Vec<Change>,
    /// True when there were too many to list: read everything again.
    pub everything: bool,
}

#[derive(Debug, Default)]
struct Inbox {
    pending: Changes,
    seen: HashSet<Change>,
    closed: bool,
}

#[derive(Debug)]
struct Subscriber {
    user: Option<UserId>,
    inbox: Mutex<Inbox>,
    filled: Condvar,
}

/// A subscription to the changes of an engine. Dropping it ends it.
///
/// ```
/// use silvervine::{Engine, settings::SetSettingRequest};
///
/// let engine = Engine::open(":memory:")?;
/// let changes = engine.subscribe(None);
/// engine.settings().set(SetSettingRequest::new("theme", serde_json::json!("dark")))?;
/// let heard = changes.try_recv().expect("the commit was announced");
/// assert_eq!(heard.changes[0].noun, "setting");
/// # Ok::<(), silvervine::Error>(())
/// ```
#[derive(Debug)]
pub struct Subscription(Arc<Subscriber>);

impl Subscription {
    /// What changed since the last call, or none when nothing did.
    pub fn try_recv(&self) -> Option<Changes> {
        take(&mut lock(&self.0.inbox))
    }

    /// Waits for a change; none when the engine was closed and everything was heard.
    pub fn recv(&self) -> Option<Changes> {
        let mut inbox = lock(&self.0.inbox);
        loop {
            if let Some(changes) = take(&mut inbox) {
                return Some(changes);
            }
            if inbox.closed {
                return None;
            }
            inbox = self.0.filled.wait(inbox).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for a change for at most `timeout`; none when there was none.
    pub fn recv_timeout(&self, timeout: Duration) -> Option<Changes> {
        let deadline = deadline(timeout);
        let mut inbox = lock(&self.0.inbox);
        loop {
            if let Some(changes) = take(&mut inbox) {
                return Some(changes);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if inbox.closed || left.is_zero() {
                return None;
            }
            inbox =
                self.0.filled.wait_timeout(inbox, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether the engine was closed. What is pending can still be received.
    pub fn is_closed(&self) -> bool {
        lock(&self.0.inbox).closed
    }
}

/// The subscribers of an engine.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    subscribers: Mutex<Subscribers>,
}

#[derive(Debug, Default)]
struct Subscribers {
    all: Vec<Weak<Subscriber>>,
    closed: bool,
}

impl Hub {
    pub(crate) fn subscribe(&self, user: Option<UserId>) -> Subscription {
        let subscriber =
            Arc::new(Subscriber { user, inbox: Mutex::default(), filled: Condvar::new() });
        let mut subscribers = lock(&self.subscribers);
        // Nobody would ever end the wait of one who comes after the end.
        lock(&subscriber.inbox).closed = subscribers.closed;
        subscribers.all.retain(|weak| weak.strong_count() > 0);
        subscribers.all.push(Arc::downgrade(&subscriber));
        drop(subscribers);
        Subscription(subscriber)
    }

    /// Announces the changes of a commit.
    pub(crate) fn publish(&self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        for subscriber in lock(&self.subscribers).all.iter().filter_map(Weak::upgrade) {
            let mut inbox = lock(&subscriber.inbox);
            let wanted = changes
                .iter()
                .filter(|change| subscriber.user.is_none_or(|u| Some(u) == change.user));
            for change in wanted {
                inbox.add(change);
            }
            drop(inbox);
            subscriber.filled.notify_all();
        }
    }

    pub(crate) fn close(&self) {
        let mut subscribers = lock(&self.subscribers);
        subscribers.closed = true;
        for subscriber in subscribers.all.drain(..).filter_map(|weak| weak.upgrade()) {
            lock(&subscriber.inbox).closed = true;
            subscriber.filled.notify_all();
        }
    }
}

impl Inbox {
    fn add(&mut self, change: &Change) {
        if self.pending.everything || !self.seen.insert(change.clone()) {
            return;
        }
        self.pending.changes.push(change.clone());
        if self.pending.changes.len() > limits::CHANGE_EVENTS_MAX {
            self.pending = Changes { changes: Vec::new(), everything: true };
            self.seen.clear();
        }
    }
}

fn take(inbox: &mut Inbox) -> Option<Changes> {
    let empty = inbox.pending.changes.is_empty() && !inbox.pending.everything;
    inbox.seen.clear();
    (!empty).then(|| std::mem::take(&mut inbox.pending))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(n: u128) -> Change {
        Change {
            noun: "message",
            user: Some(UserId(Uuid::from_u128(1))),
            id: Uuid::from_u128(n).into(),
            kind: ChangeKind::Put,
        }
    }

    #[test]
    fn the_same_row_is_heard_once() {
        let hub = Hub::default();
        let subscription = hub.subscribe(None);
        hub.publish(vec![change(1), change(2)]);
        hub.publish(vec![change(1)]);
        let heard = subscription.try_recv().expect("there are changes");
        assert_eq!(heard.changes, [change(1), change(2)]);
        assert_eq!(subscription.try_recv(), None);
    }

    #[test]
    fn a_subscriber_that_falls_behind_hears_everything() {
        let hub = Hub::default();
        let subscription = hub.subscribe(None);
        hub.publish((0..5_000).map(change).collect());
        let heard = subscription.try_recv().expect("there are changes");
        assert!(heard.everything && heard.changes.is_empty());
        hub.publish(vec![change(1)]);
        assert_eq!(subscription.try_recv().expect("it goes on").changes.len(), 1);
    }

    #[test]
    fn changes_of_other_users_are_not_heard() {
        let hub = Hub::default();
        let subscription = hub.subscribe(Some(UserId(Uuid::from_u128(2))));
        hub.publish(vec![change(1)]);
        assert_eq!(subscription.try_recv(), None);
    }

    #[test]
    fn closing_wakes_a_waiting_subscriber() {
        let hub = Hub::default();
        let subscription = hub.subscribe(None);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| subscription.recv());
            hub.close();
            assert_eq!(waiter.join().expect("the waiter ends"), None);
        });
    }

    #[test]
    fn a_subscription_to_a_closed_engine_waits_for_nothing() {
        let hub = Hub::default();
        hub.close();
        let late = hub.subscribe(None);
        assert!(late.is_closed());
        assert_eq!(late.recv(), None);
    }

    #[test]
    fn the_longest_wait_is_no_overflow() {
        let hub = Hub::default();
        let subscription = hub.subscribe(None);
        hub.publish(vec![change(1)]);
        assert!(subscription.recv_timeout(Duration::MAX).is_some());
    }
}
