//! Changes on their way to JavaScript.
//!
//! The subscription stands before the follower's thread begins, so nothing that is written after
//! `on` is missed. Each batch is told when JavaScript has seen the last: what happens meanwhile is
//! coalesced by the engine, so a busy event loop costs no memory.

use std::sync::{Condvar, Mutex, PoisonError};

use silvervine::Subscription;

use crate::inbox::{Inbox, lock};

/// One subscription, and how far JavaScript has come with it.
pub(crate) struct Follower {
    changes: Subscription,
    /// Whether JavaScript has yet to look at the changes which it was told of last.
    unread: Mutex<bool>,
    read: Condvar,
}

impl Follower {
    pub(crate) fn new(changes: Subscription) -> Self {
        Follower { changes, unread: Mutex::default(), read: Condvar::new() }
    }

    /// Passes changes on as events of the call with this number, until it or the engine ends.
    pub(crate) fn run(&self, inbox: &Inbox, number: u32) {
        while let Some(batch) = self.changes.recv() {
            let Ok(text) = serde_json::to_string(&batch) else { continue };
            let mut unread = lock(&self.unread);
            *unread = true;
            inbox.event(number, text);
            while *unread && !self.changes.is_closed() {
                unread = self.read.wait(unread).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// JavaScript has seen the changes that it was told of last.
    pub(crate) fn seen(&self) {
        *lock(&self.unread) = false;
        self.read.notify_all();
    }

    /// Ends the subscription, and with it the thread.
    pub(crate) fn end(&self) {
        self.changes.close();
        // Under the lock, so that the thread cannot miss it between its look and its sleep.
        let _unread = lock(&self.unread);
        self.read.notify_all();
    }
}
