use std::sync::atomic::{AtomicBool, Ordering};

use crate::session::fixture::{
    ADA, BOB, NOW, assert_counters_are_a_recount, begin, draft, open, own, say,
};
use crate::session::{AppendManyMessagesRequest, EndSessionRequest, MessageDraft, MessageRole};
use crate::{Engine, FixedClock};

const THREADS: usize = 8;
const APPENDS: usize = 25;

mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        /// SQLite numbers rows in the order of their insertion, which is that of the commits.
        BY_COMMIT: User = "SELECT sync_seq FROM messages WHERE user_id = ? ORDER BY rowid",
            postgres "SELECT sync_seq FROM messages WHERE user_id = ? ORDER BY sync_seq",
            mysql "SELECT sync_seq FROM messages WHERE user_id = ? ORDER BY sync_seq";
        AFTER: User = "SELECT sync_seq FROM messages WHERE user_id = ? AND sync_seq > ? \
            ORDER BY sync_seq LIMIT 10";
    }
}

fn file() -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("race.db");
    let engine = open(path.to_str().unwrap(), &FixedClock::new(NOW));
    (folder, engine)
}

/// Reads what came after the last number it saw, as a device that syncs would.
fn poll(engine: &Engine, seen: &mut Vec<i64>) -> bool {
    let last = seen.last().copied().unwrap_or(0);
    let mut rows = Vec::new();
    let job = &mut |connection: &mut dyn crate::store::Connection| {
        rows.clear();
        connection.query(&sql::AFTER, &[ADA.into(), last.into()], &mut |row| {
            rows.push(row.int(0)?);
            Ok(())
        })
    };
    engine.inner().driver.read(job).unwrap();
    seen.extend(&rows);
    !rows.is_empty()
}

#[test]
fn numbers_of_racing_appends_are_in_the_order_of_the_commits() {
    let (_folder, engine) = file();
    let sessions = [begin(&engine, ADA), begin(&engine, ADA)];
    let noise = begin(&engine, BOB);
    let done = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let poller = scope.spawn(|| {
            let mut seen = Vec::new();
            loop {
                let finished = done.load(Ordering::SeqCst);
                if !poll(&engine, &mut seen) && finished {
                    return seen;
                }
            }
        });
        let writers: Vec<_> = (0..THREADS)
            .map(|n| {
                let (engine, session, noise) = (&engine, &sessions[n % 2], &noise);
                scope.spawn(move || {
                    for m in 0..APPENDS {
                        let request = draft(session, "x").tokens(1);
                        engine.messages().append(request).unwrap();
                        if m % 5 == 0 {
                            say(engine, noise, "x");
                            let drafts = vec![MessageDraft::new(MessageRole::Tool, "y"); 3];
                            let many = AppendManyMessagesRequest::new(ADA, session.id, drafts);
                            engine.messages().append_many(many).unwrap();
                        }
                    }
                })
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        done.store(true, Ordering::SeqCst);
        poller.join().unwrap()
    });
    let seqs = own(&engine, |tx| tx.list(&sql::BY_COMMIT, &[ADA.into()], |row| row.int(0)));
    assert_eq!(seqs.len(), THREADS * (APPENDS + APPENDS / 5 * 3));
    assert!(seqs.is_sorted_by(|a, b| a < b), "strictly rising in the order of the commits");
    assert_eq!(seen, seqs, "a reader that follows the numbers misses none");
    for session in &sessions {
        assert_counters_are_a_recount(&engine, session);
    }
}

#[test]
fn a_session_that_ends_among_appends_takes_nothing_after_its_end() {
    let (_folder, engine) = file();
    let session = begin(&engine, ADA);
    let accepted: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    (0..APPENDS)
                        .filter(|_| engine.messages().append(draft(&session, "x")).is_ok())
                        .count()
                })
            })
            .collect();
        let end = EndSessionRequest::new(ADA, session.id);
        engine.sessions().end(end).unwrap();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert!(engine.messages().append(draft(&session, "x")).is_err());
    assert_counters_are_a_recount(&engine, &session);
    let get = crate::session::GetSessionRequest::new(ADA, session.id);
    let session = engine.sessions().get(get).unwrap();
    assert_eq!(session.message_count, accepted as i64);
}
