//! `append`, `list50` and `bulk`: messages one by one, by the page and by the thousand.

use std::path::Path;
use std::time::Instant;

use silvervine::Engine;
use silvervine::session::messages::{
    AppendManyMessagesRequest, AppendMessageRequest, ListMessagesRequest, MessageDraft, MessageRole,
};
use silvervine::store::sqlite::Durability;
use uuid::Uuid;

use crate::messages_by_hand::{ByHand, Role};
use crate::store::{Pair, SAME_CALLS, SESSIONS, Template, engine};
use crate::support::{Bench, Random};
use crate::text;

const TABLES: &[&str] = &["messages", "session_stats", "activity_stats", "sync_head"];

/// Messages of one call of `bulk`, the most that one call takes.
const BULK_CALL: usize = 1_000;
/// Calls of one round of `bulk`.
const BULK_CALLS: usize = 100;

/// Sessions that `list50` reads, by turns: their pages fit the cache, so the read is hot.
const LISTED: usize = 16;
/// Messages in each of them.
const LISTED_MESSAGES: usize = 120;
/// Messages that came to one session before another got some.
const LISTED_RUN: usize = 10;

pub(crate) fn run(bench: &mut Bench, template: &Template) {
    for durability in [Durability::Off, Durability::Normal, Durability::Full] {
        let name = format!("append_{durability:?}").to_lowercase();
        if bench.runs(&name) {
            append(bench, template, &name, durability);
        }
    }
    if bench.runs("list50") {
        println!("# list50: messages of {} characters", text::english().len());
        list(bench, template, "list50", &[text::english()]);
    }
    if bench.runs("list50_zh") {
        let (lines, source) = text::chinese();
        println!("# list50_zh: {source}, {} messages of 100 characters and more", lines.len());
        list(bench, template, "list50_zh", &lines);
    }
    if bench.runs("bulk") {
        bulk(bench, template);
    }
}

fn role(n: usize) -> MessageRole {
    if n.is_multiple_of(2) { MessageRole::User } else { MessageRole::Assistant }
}

fn append(bench: &mut Bench, template: &Template, name: &str, durability: Durability) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), durability);
    let mut base = ByHand::open(&pair.base(), durability);
    let content = text::english();
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let mut ours_once = || {
        let (user, session) = template.session(a.next());
        let request = AppendMessageRequest::new(user, session, MessageRole::User, content.as_str());
        assert!(!ours.messages().append(request).unwrap().replayed);
    };
    let mut base_once = || {
        let (user, session) = template.session(b.next());
        assert_eq!(base.append(user, session, &[content.as_str()]).len(), 1);
    };
    (0..SAME_CALLS).for_each(|_| ours_once());
    (0..SAME_CALLS).for_each(|_| base_once());
    pair.expect_same(TABLES);
    bench.alone(name, 9, ours_once, base_once);
}

/// Fills both sides with the same conversations and reads the end of one after another.
fn list(bench: &mut Bench, template: &Template, name: &str, lines: &[String]) {
    let pair = template.pair();
    let filler = engine(&pair.ours(), Durability::Off);
    for run in 0..LISTED_MESSAGES / LISTED_RUN {
        for session in 0..LISTED {
            let line = |n: usize| &lines[(session * LISTED_MESSAGES + n) % lines.len()];
            let first = run * LISTED_RUN;
            let drafts: Vec<_> = (first..first + LISTED_RUN)
                .map(|n| MessageDraft::new(role(n), line(n).as_str()))
                .collect();
            append_many(&filler, template.session(session as u64), drafts);
        }
    }
    filler.close().unwrap();
    std::fs::copy(pair.ours(), pair.base()).unwrap();
    let ours = engine(&pair.ours(), Durability::Full);
    let mut base = ByHand::open(&pair.base(), Durability::Full);
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let ours = || {
        let (user, session) = template.session(a.next() % LISTED as u64);
        let page = ours.messages().list(ListMessagesRequest::new(user, session)).unwrap();
        assert!(page.items.len() == 50 && page.items[49].role == MessageRole::Assistant);
    };
    let base = || {
        let (user, session) = template.session(b.next() % LISTED as u64);
        let page = base.list(user, session);
        let last = &page[49];
        assert!(page.len() == 50 && last.role == Role::Assistant && page[0].role == Role::User);
        assert!(last.complete && last.session == session && !last.id.is_nil());
        assert!(last.created_at_ms > 0 && !last.content.is_empty() && last.parent.is_none());
        assert!(last.metadata.is_none() && last.feedback.is_none() && last.model.is_none());
        assert!(last.tokens.is_none() && last.cost_micros.is_none());
    };
    bench.alone(name, 9, ours, base);
}

/// Loads messages into files of their own, a thousand in each transaction: rows a second.
fn bulk(bench: &mut Bench, template: &Template) {
    let content = text::short();
    println!(
        "# bulk: {} messages of {} characters, {BULK_CALL} in each transaction, FULL",
        BULK_CALL * BULK_CALLS,
        content.len()
    );
    let rate = |begun: Instant| (BULK_CALL * BULK_CALLS) as f64 / begun.elapsed().as_secs_f64();
    let ours = || {
        let pair = template.pair();
        let engine = engine(&pair.ours(), Durability::Full);
        let begun = Instant::now();
        for call in 0..BULK_CALLS {
            let drafts =
                (0..BULK_CALL).map(|n| MessageDraft::new(role(n), content.as_str())).collect();
            append_many(&engine, template.session(call as u64), drafts);
        }
        let rate = rate(begun);
        engine.close().unwrap();
        rate
    };
    let base = || {
        let pair = template.pair();
        let mut base = ByHand::open(&pair.base(), Durability::Full);
        let contents = vec![content.as_str(); BULK_CALL];
        let begun = Instant::now();
        for call in 0..BULK_CALLS {
            let (user, session) = template.session(call as u64);
            assert_eq!(base.append(user, session, &contents).len(), BULK_CALL);
        }
        rate(begun)
    };
    bench.once("bulk", 3, ours, base);
    bulk_leaves_the_same(template, &content);
}

fn bulk_leaves_the_same(template: &Template, content: &str) {
    let pair = template.pair();
    let session = template.session(0);
    let drafts = (0..BULK_CALL).map(|n| MessageDraft::new(role(n), content)).collect();
    append_many(&engine(&pair.ours(), Durability::Full), session, drafts);
    ByHand::open(&pair.base(), Durability::Full).append(
        session.0,
        session.1,
        &vec![content; BULK_CALL],
    );
    pair.expect_same(TABLES);
}

fn append_many(engine: &Engine, (user, session): (Uuid, Uuid), drafts: Vec<MessageDraft>) {
    let count = drafts.len() as i64;
    let request = AppendManyMessagesRequest::new(user, session, drafts);
    assert_eq!(engine.messages().append_many(request).unwrap().count, count);
}

/// Makes a file of about so many bytes, with messages in the sessions of the template.
pub(crate) fn fill(template: &Template, bytes: u64) -> Pair {
    let pair = template.pair();
    let engine = engine(&pair.ours(), Durability::Off);
    let content = text::english();
    let mut call = 0;
    while size(&pair.ours()) < bytes {
        let drafts = (0..BULK_CALL).map(|n| MessageDraft::new(role(n), content.as_str())).collect();
        append_many(&engine, template.session(call % SESSIONS), drafts);
        call += 1;
    }
    engine.close().unwrap();
    pair
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).unwrap().len()
}
