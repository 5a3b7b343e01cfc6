//! Jobs for one user share a transaction when they come at once.
//!
//! They would only wait for each other's locks, one commit apart. So the first runs alone, as one
//! without company does; those who come meanwhile line up, and then run one after another in one
//! transaction with one commit. The connection goes from caller to caller, each of whom runs their
//! own job on their own thread. Where one fails after it has changed something, the transaction is
//! undone and every one of them runs alone. So does who has waited for a turn for too long: they
//! then wait for a connection and for locks, both of which end in time.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use crate::error::{ErrorKind, Result};

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
    /// They run alone: nobody is before them, or those who are take too long.
    Alone,
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

/// Those who share a transaction. Where it ends untold, by a panic of the driver's own, nobody
/// knows what became of it.
pub(super) struct Train<C> {
    seats: Vec<Arc<Seat<C>>>,
}

impl<C> Drop for Train<C> {
    fn drop(&mut self) {
        for seat in self.seats.drain(..) {
            let unknown = Err(ErrorKind::OutcomeUnknown {}.into());
            seat.tell(State::Ended(End::Decided(unknown), None));
        }
    }
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

    /// The same, for so long.
    fn wait_for(&self, patience: Duration) -> Option<State<C>> {
        let waits = |state: &mut State<C>| matches!(state, State::Waiting);
        let waited = self.told.wait_timeout_while(lock(&self.state), patience, waits);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *state, State::Waiting) {
            State::Waiting => None,
            told => Some(told),
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

    /// Lines up and waits for a turn, for so long.
    pub(super) fn enter(&self, user: Uuid, patience: Duration) -> (Place<'_, C>, Turn<C>) {
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
            return (place, Turn::Alone);
        }
        let told = match place.seat.wait_for(patience) {
            Some(told) => told,
            None if self.leave(user, &place.seat) => return (place, Turn::Alone),
            // Whoever has called this seat up is about to tell it.
            None => place.seat.wait(),
        };
        match told {
            State::Turn(turn) => {
                place.leads = matches!(turn, Turn::Lead);
                (place, turn)
            }
            // A seat is told of an end only after its turn.
            State::Ended(..) | State::Waiting => (place, Turn::Alone),
        }
    }

    /// Takes a seat out of its lane, unless it was called up.
    fn leave(&self, user: Uuid, seat: &Arc<Seat<C>>) -> bool {
        let mut lanes = lock(&self.lanes);
        let Some(line) = lanes.get_mut(&user) else { return false };
        let at = line.iter().position(|other| Arc::ptr_eq(other, seat));
        at.and_then(|at| line.remove(at)).is_some()
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
    pub(super) fn arrive(&self, mut train: Train<C>, end: &End, carried: C) -> Option<C> {
        let (mut carried, mut own) = (Some(carried), None);
        for seat in train.seats.drain(..) {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::error::ErrorCode;

    const USER: Uuid = Uuid::from_u128(7);
    const PATIENCE: Duration = Duration::from_secs(600);

    fn wait_until(lanes: &Lanes<u8>, waiting: usize) {
        while lanes.waiting(USER) < waiting {
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_train_that_is_dropped_on_its_way_leaves_nobody_waiting() {
        let lanes = Lanes::<u8>::new();
        std::thread::scope(|scope| {
            let (first, _) = lanes.enter(USER, PATIENCE);
            let leader = scope.spawn(|| {
                let (place, turn) = lanes.enter(USER, PATIENCE);
                assert!(matches!(turn, Turn::Lead));
                place.hand_on(1, place.board()).ok().map(|(end, _)| end)
            });
            wait_until(&lanes, 1);
            let follower = scope.spawn(|| drop(lanes.enter(USER, PATIENCE)));
            wait_until(&lanes, 2);
            drop(first);
            follower.join().unwrap();
            let Some(End::Decided(Err(error))) = leader.join().unwrap() else { panic!("no end") };
            assert_eq!(error.code(), ErrorCode::OutcomeUnknown);
        });
        assert_eq!(lanes.waiting(USER), 0);
    }

    #[test]
    fn who_has_waited_for_too_long_leaves_the_lane() {
        let lanes = Lanes::<u8>::new();
        let (first, _) = lanes.enter(USER, PATIENCE);
        let (second, turn) = lanes.enter(USER, Duration::ZERO);
        assert!(matches!(turn, Turn::Alone));
        drop(second);
        assert_eq!((lanes.waiting(USER), lanes.lanes.lock().unwrap().len()), (0, 1));
        drop(first);
        assert_eq!(lanes.lanes.lock().unwrap().len(), 0);
    }
}
