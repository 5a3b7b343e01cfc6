//! The engine's promises survive `kill -9`: what was acknowledged is there, and is there once.
//!
//! `SILVERVINE_KILLS=200` makes the long run.

#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use silvervine::messages::{
    AppendToStreamRequest, FinishMessageStreamRequest, GetMessageRequest, MessageStatus,
    StartMessageStreamRequest,
};
use silvervine::quota::ConsumeQuotaRequest;
use silvervine::session::{
    AppendMessageRequest, CreateSessionRequest, GetSessionRequest, MessageRole,
};
use silvervine::store::sqlite::SqliteOptions;
use silvervine::users::RegisterUserRequest;
use silvervine::wallet::{
    ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest, VerifyWalletRequest,
};
use silvervine::{Engine, EngineOptions, MessageId, SessionId, UserId};

mod kill9_harness;

use kill9_harness::{Moments, Orders, Worker, acknowledge, kills, orders};

const CALLERS: u64 = 64;
/// The start of a stream, six chunks, and its end.
const STEPS: u64 = 8;
const LAST_STEP: i64 = 7;
const POINTS: i64 = 1_000_000_000;

/// Whom the children write for.
#[derive(Clone, Copy)]
struct Subject {
    user: UserId,
    session: SessionId,
}

fn open(folder: &Path) -> Engine {
    // A short log, so that kills also fall into checkpoints and restarts.
    let sqlite = SqliteOptions::new().wal_frames_max(500).busy_timeout_ms(30_000);
    let path = folder.join("engine.db");
    Engine::open_with(path.to_string_lossy(), EngineOptions::default().sqlite(sqlite)).unwrap()
}

fn subject(folder: &Path) -> Subject {
    let text = std::fs::read_to_string(folder.join("subject")).unwrap();
    let (user, session) = text.split_once(' ').unwrap();
    Subject { user: user.parse().unwrap(), session: session.parse().unwrap() }
}

fn set_up(folder: &Path) -> Subject {
    let engine = open(folder);
    let plans = br#"{"name":"endless","limits":[{"feature":"chat","period":"lifetime","limit":9007199254740991}]}"#;
    engine.call(&silvervine::Context::host(), "plans.set", plans).unwrap();
    let request = RegisterUserRequest::new().external_id("kill").plan("endless");
    let user = engine.users().register(request).unwrap().user.id;
    engine.wallet().grant(GrantPointsRequest::new(user, POINTS, "points")).unwrap();
    let session = engine.sessions().create(CreateSessionRequest::new(user)).unwrap().session.id;
    engine.close().unwrap();
    std::fs::write(folder.join("subject"), format!("{user} {session}")).unwrap();
    Subject { user, session }
}

/// One write, by its name; answers whether it had been done before.
fn act(engine: &Engine, subject: Subject, name: u64) -> bool {
    let Subject { user, session } = subject;
    let key = name.to_string();
    match name % 4 {
        0 => engine.wallet().consume(ConsumePointsRequest::new(user, 1, key)).unwrap().replayed,
        1 => engine.quota().consume(ConsumeQuotaRequest::new(user, key)).unwrap().replayed,
        2 => {
            let text = format!("message {name}");
            let request = AppendMessageRequest::new(user, session, MessageRole::User, text);
            engine.messages().append(request.idempotency_key(key)).unwrap().replayed
        }
        _ => stream(engine, subject, name),
    }
}

/// Which stream a write belongs to, and which of its steps it is: the start, six chunks, the end.
fn step_of(name: u64) -> (MessageId, i64) {
    // A caller's writes come one after another; every fourth of them is a step of a stream.
    let nth = (name & 0xff_ffff) / 4;
    let id = ((name & !0xff_ffff) << 8) | (nth / STEPS);
    let step = i64::try_from(nth % STEPS).unwrap();
    (MessageId(uuid::Uuid::from_u128(u128::from(id) << 16 | 0xf)), step)
}

/// One step of a stream; answers whether it had been done before.
fn stream(engine: &Engine, Subject { user, session }: Subject, name: u64) -> bool {
    let (id, step) = step_of(name);
    let messages = engine.messages();
    match step {
        0 => {
            let request = StartMessageStreamRequest::new(user, session).id(id);
            messages.stream_start(request).unwrap().replayed
        }
        LAST_STEP => {
            let request = FinishMessageStreamRequest::new(user, id, MessageStatus::Complete);
            messages.stream_finish(request.tokens(1)).unwrap().replayed
        }
        step => {
            let request = AppendToStreamRequest::new(user, id, step - 1, chunk(step));
            messages.stream_append(request).unwrap().replayed
        }
    }
}

/// The words of a chunk, long enough that some of them are laid down as pieces.
fn chunk(step: i64) -> String {
    format!("{step}:{};", "x".repeat(600))
}

/// Whether the stream of an acknowledged step has all the chunks up to it, each once.
fn assert_streamed(engine: &Engine, user: UserId, name: u64) {
    let (id, step) = step_of(name);
    let message = engine.messages().get(GetMessageRequest::new(user, id)).unwrap();
    let come = message.content.matches(';').count();
    let expected: String = (1..=i64::try_from(come).unwrap()).map(chunk).collect();
    assert_eq!(message.content, expected, "{id}: a chunk twice, or out of its order");
    assert!(come >= usize::try_from(step.min(LAST_STEP - 1)).unwrap(), "{id}: a chunk is missing");
    if step == LAST_STEP {
        assert_eq!((message.status, message.tokens), (MessageStatus::Complete, Some(1)));
    }
}

fn work(orders: &Orders) {
    let engine = open(&orders.folder);
    let subject = subject(&orders.folder);
    std::thread::scope(|scope| {
        for caller in 0..CALLERS {
            let engine = &engine;
            scope.spawn(move || {
                for call in 0.. {
                    let name = orders.run << 32 | caller << 24 | call;
                    act(engine, subject, name);
                    acknowledge(name);
                }
            });
        }
    });
}

/// What a count of each kind of row says.
fn counts(engine: &Engine, subject: Subject) -> (i64, i64, i64) {
    let Subject { user, session } = subject;
    let wallet = engine.wallet().balance(GetBalanceRequest::new(user)).unwrap();
    let quota = engine.quota().get(silvervine::quota::GetQuotaRequest::new(user)).unwrap();
    let session = engine.sessions().get(GetSessionRequest::new(user, session)).unwrap();
    (wallet.total_consumed, quota.total_used, session.message_count)
}

/// Delivers every acknowledged write again: each answers as replayed, and nothing moves.
fn assert_kept(engine: &Engine, subject: Subject, names: &[u64]) {
    let before = counts(engine, subject);
    for name in names {
        match name % 4 {
            3 => assert_streamed(engine, subject.user, *name),
            _ => assert!(act(engine, subject, *name), "{name:#x} was acknowledged and is missing"),
        }
    }
    assert_eq!(counts(engine, subject), before, "a replay acted");
    let (consumed, used, messages) = before;
    let done = |kind| i64::try_from(names.iter().filter(|name| *name % 4 == kind).count()).unwrap();
    assert!(consumed >= done(0) && used >= done(1) && messages >= done(2));
    let verified = engine.wallet().verify(VerifyWalletRequest::new(subject.user)).unwrap();
    assert!(verified.ok, "{verified:?}");
    // The bonus, the grant, and a line for each point that was spent.
    assert_eq!(verified.records, 2 + consumed);
    assert_eq!(engine.check_integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn nothing_acknowledged_is_lost_or_done_twice() {
    if let Some(orders) = orders() {
        return work(&orders);
    }
    let folder = tempfile::tempdir().unwrap();
    let subject = set_up(folder.path());
    let mut moments = Moments(11);
    let mut names = Vec::new();
    for run in 1..=kills() {
        let worker =
            Worker::start("nothing_acknowledged_is_lost_or_done_twice", folder.path(), run);
        names.extend(worker.kill_after(moments.below(2_000)));
        // Every other time the next child is the one that finds the log and recovers it.
        if run % 4 == 0 {
            let engine = open(folder.path());
            assert_kept(&engine, subject, &names[names.len().saturating_sub(4_000)..]);
            engine.close().unwrap();
        }
    }
    assert!(names.len() as u64 > kills(), "the children did work");
    assert_kept(&open(folder.path()), subject, &names);
}
