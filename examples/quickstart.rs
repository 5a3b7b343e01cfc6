//! The main job in one run: two people on one file.
//!
//! They register, spend points down to a refusal, retry with one key, use up a month's chat
//! allowance and cross into the next month, and chat in Chinese. The clock is the example's own, so
//! every run tells the same story. `cargo run --example quickstart [-- DATABASE]`
#![allow(clippy::print_stdout, reason = "an example talks to a person")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use silvervine::quota::{ConsumeQuotaRequest, GetQuotaRequest};
use silvervine::session::{
    AppendManyMessagesRequest, CreateSessionRequest, GetSessionRequest, ListMessagesRequest,
    MessageDraft, MessageRole,
};
use silvervine::users::RegisterUserRequest;
use silvervine::wallet::{
    ConsumePointsRequest, GetBalanceRequest, GrantPointsRequest, ListPointRecordsRequest,
    VerifyWalletRequest,
};
use silvervine::{Engine, EngineOptions, ErrorCode, ErrorKind, FixedClock, RootKey, UserId};

/// 2026-01-30T08:00:00Z: two days before the month ends.
const BEGIN_MS: i64 = 1_769_760_000_000;
const DAY_MS: i64 = 86_400_000;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = std::env::args().nth(1).map_or_else(|| folder.path().join("app.db"), PathBuf::from);
    let clock = FixedClock::new(BEGIN_MS);
    let options =
        EngineOptions::default().clock(clock.clone()).root_key(RootKey::from_bytes([42; 32]));
    let opened = Instant::now();
    let engine = Engine::open_with(path.to_string_lossy(), options)?;
    println!("opened a new store in {:.1} ms; e-mail and phone are sealed\n", millis(opened));

    let (ada, li) = register(&engine)?;
    spend(&engine, ada)?;
    retry(&engine, li)?;
    cross_a_month(&engine, &clock, ada)?;
    chat(&engine, li)?;
    finish(&engine, ada, li)?;
    engine.close()?;
    println!("closed; everything above is one file: {}", kilobytes(&path)?);
    Ok(())
}

fn register(engine: &Engine) -> Outcome<(UserId, UserId)> {
    heading("Two people register");
    let request = RegisterUserRequest::new().email("Ada@Example.org").name("Ada Lovelace");
    let ada = engine.users().register(request)?;
    let li = engine
        .users()
        .register(RegisterUserRequest::new().phone("+86 138 0013 8000").name("李明"))?;
    table(&["name", "reached by", "state", "points", "AP this month"]);
    for user in [&ada.user, &li.user] {
        let points = engine.wallet().balance(GetBalanceRequest::new(user.id))?.available;
        let quota = engine.quota().get(GetQuotaRequest::new(user.id))?;
        let reached = user.email.as_deref().or(user.phone.as_deref()).unwrap_or("");
        let name = user.name.as_deref().unwrap_or("");
        row(&[name, reached, user.state.as_str(), &points.to_string(), &quota.limit.to_string()]);
    }
    let again = engine.users().register(RegisterUserRequest::new().email("ADA@example.ORG"));
    println!("the same address again: {}\n", code(again)?);
    Ok((ada.user.id, li.user.id))
}

fn spend(engine: &Engine, user: UserId) -> Outcome {
    heading("Ada spends her points");
    table(&["what", "points", "left", "outcome"]);
    engine.wallet().grant(GrantPointsRequest::new(user, 150, "order-7"))?;
    for (n, (what, points)) in
        [("portrait", 120), ("poster", 100), ("mural", 80)].iter().enumerate()
    {
        let request = ConsumePointsRequest::new(user, *points, format!("image-{n}")).note(*what);
        let outcome = engine.wallet().consume(request);
        let left = engine.wallet().balance(GetBalanceRequest::new(user))?.available.to_string();
        let told = match &outcome {
            Ok(_) => "done".to_owned(),
            Err(error) => error.code().as_str().to_owned(),
        };
        row(&[what, &points.to_string(), &left, &told]);
        if let Err(error) = outcome {
            println!("  {error}");
        }
    }
    println!();
    Ok(())
}

fn retry(engine: &Engine, user: UserId) -> Outcome {
    heading("Li's network fails, so his client sends the same request three times");
    table(&["delivery", "record", "balance", "replayed"]);
    for delivery in 1..=3 {
        let request = ConsumePointsRequest::new(user, 30, "poster-of-the-day");
        let done = engine.wallet().consume(request)?;
        let replayed = if done.replayed { "yes" } else { "no" };
        row(&[&delivery.to_string(), &done.seq.to_string(), &done.balance.to_string(), replayed]);
    }
    let other = engine.wallet().consume(ConsumePointsRequest::new(user, 31, "poster-of-the-day"));
    println!("the same key for another amount: {}\n", code(other)?);
    Ok(())
}

fn cross_a_month(engine: &Engine, clock: &FixedClock, user: UserId) -> Outcome {
    heading("Ada uses up January and crosses into February");
    table(&["when", "used", "remaining", "resets in", "state"]);
    let consume =
        |n: i64, key: &str| engine.quota().consume(ConsumeQuotaRequest::new(user, key).amount(n));
    show(engine, clock, user, "30 January")?;
    consume(85, "a")?;
    show(engine, clock, user, "after 85 AP")?;
    consume(15, "b")?;
    show(engine, clock, user, "after 15 more")?;
    let refused = consume(1, "c").err().ok_or("the allowance was used up")?;
    println!("  {refused}");
    if let ErrorKind::QuotaExceeded { recommended_plan: Some(plan), .. } = refused.kind() {
        println!("  a plan that suffices: {plan}");
    }
    clock.advance_ms(3 * DAY_MS);
    show(engine, clock, user, "2 February")?;
    consume(1, "c")?;
    show(engine, clock, user, "the retry")?;
    println!();
    Ok(())
}

fn show(engine: &Engine, clock: &FixedClock, user: UserId, when: &str) -> Outcome {
    use silvervine::Clock as _;
    let quota = engine.quota().get(GetQuotaRequest::new(user))?;
    let hours = quota.resets_at_ms.map_or(0, |at| (at - clock.now_ms()) / 3_600_000);
    let state = match (quota.exceeded, quota.low) {
        (true, _) => "used up",
        (_, true) => "low",
        _ => "fine",
    };
    let (used, left) = (quota.used.to_string(), quota.remaining.to_string());
    row(&[when, &used, &left, &format!("{hours} h"), state]);
    Ok(())
}

fn chat(engine: &Engine, user: UserId) -> Outcome {
    heading("Li chats about a film");
    let session = engine
        .sessions()
        .create(CreateSessionRequest::new(user).title("电影").model("demo"))?
        .session;
    let lines = dialogue();
    let drafts: Vec<_> = lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let role = if n % 2 == 0 { MessageRole::User } else { MessageRole::Assistant };
            MessageDraft::new(role, line.as_str())
                .tokens(i64::try_from(line.chars().count()).unwrap_or(0))
        })
        .collect();
    engine.messages().append_many(AppendManyMessagesRequest::new(user, session.id, drafts))?;
    let page = engine.messages().list(ListMessagesRequest::new(user, session.id).limit(8))?;
    for message in &page.items {
        let text: String = message.content.chars().take(40).collect();
        let more = if message.content.chars().count() > 40 { "..." } else { "" };
        println!("  {:>9}  {text}{more}", message.role.as_str());
    }
    let session = engine.sessions().get(GetSessionRequest::new(user, session.id))?;
    println!("  {} messages, {} tokens\n", session.message_count, session.total_tokens);
    Ok(())
}

fn finish(engine: &Engine, ada: UserId, li: UserId) -> Outcome {
    heading("Ada's ledger");
    table(&["seq", "kind", "amount", "balance", "note"]);
    for record in engine.wallet().history(ListPointRecordsRequest::new(ada))?.items {
        let numbers = [record.seq, record.amount, record.balance_after].map(|n| n.to_string());
        let note = record.note.as_deref().unwrap_or("");
        row(&[&numbers[0], record.kind.as_str(), &numbers[1], &numbers[2], note]);
    }
    for (name, user) in [("Ada", ada), ("Li", li)] {
        let verified = engine.wallet().verify(VerifyWalletRequest::new(user))?;
        let verdict = if verified.ok { "every record checks" } else { "DAMAGED" };
        println!("{name}: {} records, {verdict}", verified.records);
    }
    let damage = engine.check_integrity()?;
    println!("integrity of the file: {}\n", if damage.is_empty() { "ok" } else { "DAMAGED" });
    Ok(())
}

/// A conversation of the KdConv corpus (Apache-2.0) where it lies beside the project, and a few
/// lines in its manner elsewhere.
fn dialogue() -> Vec<String> {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/kdconv/film-dev.json");
    let read = || -> Option<Vec<String>> {
        let text = std::fs::read_to_string(corpus).ok()?;
        let all: serde_json::Value = serde_json::from_str(&text).ok()?;
        let messages = all.get(0)?.get("messages")?.as_array()?;
        messages.iter().map(|m| Some(m.get("message")?.as_str()?.to_owned())).collect()
    };
    read().unwrap_or_else(|| {
        [
            "你看过《海上钢琴师》吗？",
            "看过，主角一生没有离开过那艘船。",
            "你最喜欢哪一段？",
            "斗琴那一段，太精彩了。",
        ]
        .map(str::to_owned)
        .to_vec()
    })
}

fn code<T>(outcome: Result<T, silvervine::Error>) -> Outcome<&'static str> {
    match outcome {
        Ok(_) => Err("this ought to be refused".into()),
        Err(error) if error.code() == ErrorCode::Internal => Err(error.into()),
        Err(error) => Ok(error.code().as_str()),
    }
}

fn heading(text: &str) {
    println!("{text}\n{}", "-".repeat(width(text)));
}

fn table(columns: &[&str]) {
    row(columns);
}

fn row(cells: &[&str]) {
    let line: String = cells.iter().map(|cell| pad(cell, 18)).collect();
    println!("  {}", line.trim_end());
}

/// Pads by the columns a terminal shows: a Han character takes two.
fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text)).max(1)))
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2E80}'..='\u{FFEF}').contains(&c) { 2 } else { 1 }).sum()
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

fn kilobytes(path: &std::path::Path) -> Outcome<String> {
    Ok(format!("{} KB", std::fs::metadata(path)?.len() / 1024))
}
