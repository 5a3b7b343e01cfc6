//! Jobs for one user share a transaction when they come at once.
//!
//! They would only wait for each other's locks, one commit apart. So the first runs alone, as one
//! without company does; those who come meanwhile line up, and then run one after another in one
//! transaction with one commit. The connection goes from caller to caller, each of whom runs their
//! own job on their own thread. Where one fails after it has changed something, the transaction is
//! undone and every one of them runs alone.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::Result;

/// The most jobs in one transaction: it bounds how long the first waits for the last.
const TRAIN_JOBS_MAX: usize = 64;

/// Who lines up for which user. `C` is what goes from caller to caller.
pub(super) struct Lanes<C> {
    lanes: Mutex<HashMap<Uuid, VecDeque<Arc<Seat<C>>>>>,
}

impl<C> std::fmt::Debug for Lanes<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lanes").field("users", &lock(&self.lanes).len()).finish_non_exhaustive()
    }
}

/// What somebody who lines up is told.
pub(super) enum Turn<C> {
    /// Nobody is before them: they run alone, and then let the next begin.
    First,
    /// They begin a transaction with those who line up.
    Lead,
    /// They go on with a transaction that others began.
    Follow(C, Train<C>),
}

/// What became of a transaction.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// It was decided as one: committed, or nobody knows.
    Decided(Result<()>),
    /// It was undone, so that each runs alone.
    Undone,
}

/// Those who share a transaction.
pub(super) struct Train<C> {
    seats: Vec<Arc<Seat<C>>>,
}

struct Seat<C> {
    state: Mutex<State<C>>,
    told: Condvar,
}

enum State<C> {
    Waiting,
    Turn(Turn<C>),
    /// With the connection, for the one who began.
    Ended(End, Option<C>),
}

impl<C> Seat<C> {
    fn tell(&self, state: State<C>) {
        *lock(&self.state) = state;
        self.told.notify_one();
    }

    fn wait(&self) -> State<C> {
        let mut state = lock(&self.state);
        loop {
            match std::mem::replace(&mut *state, State::Waiting) {
                State::Waiting => {
                    state = self.told.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                told => return told,
            }
        }
    }
}

/// A place in a lane, from which the next is let on whatever happens.
pub(super) struct Place<'l, C> {
    lanes: &'l Lanes<C>,
    user: Uuid,
    seat: Arc<Seat<C>>,
    /// Whether this caller is the one who lets the next begin.
    leads: bool,
}

impl<C> Lanes<C> {
    pub(super) fn new() -> Self {
        Lanes { lanes: Mutex::default() }
    }

    #[cfg(test)]
    pub(super) fn waiting(&self, user: Uuid) -> usize {
        lock(&self.lanes).get(&user).map_or(0, VecDeque::len)
    }

    /// Lines up and waits for a turn.
    pub(super) fn enter(&self, user: Uuid) -> (Place<'_, C>, Turn<C>) {
        let seat = Arc::new(Seat { state: Mutex::new(State::Waiting), told: Condvar::new() });
        let mut lanes = lock(&self.lanes);
        let first = match lanes.get_mut(&user) {
            Some(line) => {
                line.push_back(Arc::clone(&seat));
                false
            }
            None => {
                lanes.insert(user, VecDeque::new());
                true
            }
        };
        drop(lanes);
        let mut place = Place { lanes: self, user, seat, leads: first };
        if first {
            return (place, Turn::First);
        }
        match place.seat.wait() {
            State::Turn(turn) => {
                place.leads = matches!(turn, Turn::Lead);
                (place, turn)
            }
            // A seat is told of an end only after its turn.
            State::Ended(..) | State::Waiting => (place, Turn::First),
        }
    }
}

impl<C> Place<'_, C> {
    /// The train that begins with this caller.
    pub(super) fn board(&self) -> Train<C> {
        Train { seats: vec![Arc::clone(&self.seat)] }
    }

    /// The next who lines up, if the train has room.
    fn next(&self, train: &Train<C>) -> Option<Arc<Seat<C>>> {
        if train.seats.len() >= TRAIN_JOBS_MAX {
            return None;
        }
        lock(&self.lanes.lanes).get_mut(&self.user)?.pop_front()
    }

    /// Hands the connection on and waits for the end; gives both back where nobody follows.
    pub(super) fn hand_on(
        &self,
        carried: C,
        mut train: Train<C>,
    ) -> std::result::Result<(End, Option<C>), (C, Train<C>)> {
        let Some(next) = self.next(&train) else { return Err((carried, train)) };
        train.seats.push(Arc::clone(&next));
        next.tell(State::Turn(Turn::Follow(carried, train)));
        match self.seat.wait() {
            State::Ended(end, carried) => Ok((end, carried)),
            State::Turn(_) | State::Waiting => Ok((End::Undone, None)),
        }
    }

    /// Tells everybody of the train what became of it. The connection goes to the one who began.
    pub(super) fn arrive(&self, train: Train<C>, end: &End, carried: C) -> Option<C> {
        let (mut carried, mut own) = (Some(carried), None);
        for seat in train.seats {
            let carried = carried.take();
            match Arc::ptr_eq(&seat, &self.seat) {
                true => own = carried,
                false => seat.tell(State::Ended(end.clone(), carried)),
            }
        }
        own
    }
}

impl<C> Drop for Place<'_, C> {
    fn drop(&mut self) {
        if !self.leads {
            return;
        }
        let mut lanes = lock(&self.lanes.lanes);
        let next = lanes.get_mut(&self.user).and_then(VecDeque::pop_front);
        if next.is_none() {
            lanes.remove(&self.user);
        }
        drop(lanes);
        if let Some(next) = next {
            next.tell(State::Turn(Turn::Lead));
        }
    }
}

/// Locks what no panic can leave half done: jobs run outside.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
