//! Random conversations against an oracle that keeps lists and adds them up.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, and `SILVERVINE_MODEL_STEPS`
//! sets how many steps are taken in all.

use super::manage::{set, stats};
use crate::episodes::{Dice, Length, play_all};
use crate::limits::TRASH_MS;
use crate::messages::{DeleteMessageRequest, EditMessageRequest, RestoreMessageRequest};
use crate::session::fixture::{ADA, assert_counters_are_a_recount, begin, draft, engine, maintain};
use crate::session::{
    DeleteSessionRequest, PurgeSessionRequest, RestoreSessionRequest, Session, SessionStatus,
};
use crate::{Engine, FixedClock, MessageId};

const STATES: [SessionStatus; 4] =
    [SessionStatus::Active, SessionStatus::Paused, SessionStatus::Archived, SessionStatus::Ended];

const LENGTH: Length = Length { steps: 1_500, on_server: 500, of_episode: 500 };

struct Said {
    id: MessageId,
    tokens: i64,
    is_deleted: bool,
    removed_at: i64,
}

struct Talk {
    session: Session,
    status: SessionStatus,
    has_ended: bool,
    is_deleted: bool,
    removed_at: i64,
    said: Vec<Said>,
}

struct World {
    engine: Engine,
    clock: FixedClock,
    now: i64,
    talks: Vec<Talk>,
    dice: Dice,
    steps: u64,
}

impl World {
    fn new(seed: u64) -> World {
        let (engine, clock) = engine();
        World { engine, clock, now: 0, talks: Vec::new(), dice: Dice::new(seed), steps: 0 }
    }

    fn step(&mut self) {
        self.act();
        if self.steps.is_multiple_of(10) {
            self.check();
        }
        self.steps += 1;
    }

    fn act(&mut self) {
        if self.talks.is_empty() || self.dice.one_in(8) {
            let session = begin(&self.engine, ADA);
            let status = SessionStatus::Active;
            let (said, removed_at) = (Vec::new(), 0);
            let (has_ended, is_deleted) = (false, false);
            self.talks.push(Talk { session, status, has_ended, is_deleted, removed_at, said });
        }
        let at = self.dice.place(self.talks.len());
        match self.dice.in_range(0, 12) {
            0..=3 => self.say(at),
            4..=6 => self.mark(at),
            7 => self.edit(at),
            8 => self.move_to(at),
            9 | 10 => self.trash(at),
            _ => self.pass_time(),
        }
    }

    fn say(&mut self, at: usize) {
        let tokens = self.dice.in_range(0, 50);
        let talk = &mut self.talks[at];
        let request = draft(&talk.session, "x").tokens(tokens).cost_micros(tokens * 3);
        let said = self.engine.messages().append(request);
        assert_eq!(said.is_ok(), !talk.is_deleted && !talk.has_ended);
        if let Ok(said) = said {
            let id = said.message.id;
            talk.said.push(Said { id, tokens, is_deleted: false, removed_at: 0 });
        }
    }

    /// Deletes or restores a message.
    fn mark(&mut self, at: usize) {
        let Some(nth) = self.talks[at].said.len().checked_sub(1) else { return };
        let (nth, deletes) = (self.dice.place(nth + 1), self.dice.one_in(2));
        let talk = &mut self.talks[at];
        let said = &mut talk.said[nth];
        let done = match deletes {
            true => self.engine.messages().delete(DeleteMessageRequest::new(ADA, said.id)),
            false => self.engine.messages().restore(RestoreMessageRequest::new(ADA, said.id)),
        };
        assert_eq!(done.is_ok(), !talk.is_deleted);
        if done.is_ok() && said.is_deleted != deletes {
            said.is_deleted = deletes;
            said.removed_at = self.now + TRASH_MS;
        }
    }

    fn edit(&mut self, at: usize) {
        let talk = &mut self.talks[at];
        let Some(said) = talk.said.last() else { return };
        let request = EditMessageRequest::new(ADA, said.id, "y").tokens(1).cost_micros(3);
        let edited = self.engine.messages().edit(request);
        assert_eq!(edited.is_ok(), !talk.is_deleted && !talk.has_ended && !said.is_deleted);
        if let Ok(edited) = edited {
            let id = edited.message.id;
            talk.said.push(Said { id, tokens: 1, is_deleted: false, removed_at: 0 });
        }
    }

    fn move_to(&mut self, at: usize) {
        let to = self.dice.one_of(&STATES);
        let talk = &mut self.talks[at];
        let goes_on = matches!(to, SessionStatus::Active | SessionStatus::Paused);
        let moved = set(&self.engine, &talk.session, to);
        let is_refused = talk.is_deleted || (talk.has_ended && goes_on);
        assert_eq!(moved.is_ok(), !is_refused);
        if moved.is_ok() {
            talk.status = to;
            talk.has_ended |= to == SessionStatus::Ended;
        }
    }

    fn trash(&mut self, at: usize) {
        let (kind, id) = (self.dice.in_range(0, 5), self.talks[at].session.id);
        let talk = &mut self.talks[at];
        let sessions = self.engine.sessions();
        match kind {
            0 | 1 => {
                sessions.delete(DeleteSessionRequest::new(ADA, id)).unwrap();
                if !talk.is_deleted {
                    talk.removed_at = self.now + TRASH_MS;
                }
                talk.is_deleted = true;
            }
            2 | 3 => {
                sessions.restore(RestoreSessionRequest::new(ADA, id)).unwrap();
                talk.is_deleted = false;
            }
            _ => {
                let request = PurgeSessionRequest::new(ADA, id).limit(2);
                let purged = sessions.purge(request);
                assert_eq!(purged.is_ok(), talk.is_deleted);
                if purged.is_ok() {
                    self.talks.remove(at);
                }
            }
        }
    }

    fn pass_time(&mut self) {
        self.now += TRASH_MS / 3;
        self.clock.advance_ms(TRASH_MS / 3);
        maintain(&self.engine);
        let now = self.now;
        self.talks.retain(|talk| !talk.is_deleted || talk.removed_at > now);
        for talk in &mut self.talks {
            talk.said.retain(|said| !said.is_deleted || said.removed_at > now);
        }
    }

    fn check(&self) {
        let shown = || self.talks.iter().filter(|talk| !talk.is_deleted);
        let found = stats(&self.engine, ADA);
        let states = STATES.map(|state| shown().filter(|talk| talk.status == state).count());
        let found_states = [found.active, found.paused, found.archived, found.ended];
        assert_eq!(found_states, states.map(|n| i64::try_from(n).unwrap()));
        assert_eq!(found.deleted, i64::try_from(self.talks.len() - shown().count()).unwrap());
        let said = || shown().flat_map(|talk| &talk.said).filter(|said| !said.is_deleted);
        let tokens: i64 = said().map(|said| said.tokens).sum();
        let sums = (i64::try_from(said().count()).unwrap(), tokens, tokens * 3);
        assert_eq!((found.messages, found.tokens, found.cost_micros), sums);
        shown().for_each(|talk| assert_counters_are_a_recount(&self.engine, &talk.session));
    }
}

#[test]
fn random_conversations_add_up_as_lists_of_them_do() {
    play_all(&LENGTH, World::new, World::step, |world| world.check());
}
