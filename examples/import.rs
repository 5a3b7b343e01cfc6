//! Imports the conversations of another program into a store.
//!
//! `cargo run --example import -- FILE --into DB [--format F] [--user ID] [--dry-run]`
//!
//! The file is an export of ChatGPT, Claude, Open WebUI, LibreChat or NextChat, a list of messages,
//! or JSON lines of Silvervine. Without `--user` they go to a user whose external id is `import`,
//! who is registered where there is none. Run again it adds what is new. Without arguments it
//! imports a short conversation of its own into a store in memory.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to a person")]

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use silvervine::imports::{ImportEnd, ImportOptions, ImportProgress, ImportReport};
use silvervine::users::{FindUserRequest, RegisterUserRequest};
use silvervine::{Engine, ErrorCode, UserId};

const USAGE: &str = "usage: import FILE --into DB [--format F] [--user ID] [--dry-run]";
const BAR_WIDTH: usize = 30;
const BAR_EVERY: Duration = Duration::from_millis(100);

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[derive(Default)]
struct Arguments {
    file: PathBuf,
    into: String,
    user: Option<UserId>,
    options: ImportOptions,
}

fn main() -> Outcome {
    let folder = tempfile::tempdir()?;
    let arguments = match std::env::args().len() {
        1 => sample(folder.path().join("conversations.json"))?,
        _ => arguments(std::env::args().skip(1))?,
    };
    let engine = Engine::open(&arguments.into)?;
    let user = match arguments.user {
        Some(user) => user,
        None => somebody(&engine)?,
    };
    let bytes = std::fs::metadata(&arguments.file)?.len();
    let began = Instant::now();
    let mut bar = Bar { bytes, shown: None };
    let report = engine
        .import_file(user, &arguments.file, &arguments.options, |progress| bar.show(progress))?;
    bar.end();
    summary(&report, began.elapsed());
    println!("user {user} in {}", arguments.into);
    engine.close()?;
    match report.end {
        ImportEnd::Complete => Ok(()),
        ImportEnd::Broken { byte, reason } => Err(format!("at byte {byte}: {reason}").into()),
        _ => Err("the import was ended before the file was".into()),
    }
}

/// A file as ChatGPT exports it, with an answer that was made twice.
fn sample(file: PathBuf) -> Outcome<Arguments> {
    let said = |role: &str, text: &str| serde_json::json!({"author": {"role": role}, "content": {"parts": [text]}});
    let chats = serde_json::json!([{
        "id": "tea", "title": "Tea", "create_time": 1_700_000_000, "current_node": "c",
        "mapping": {
            "a": {"parent": null, "message": said("user", "Green or black?")},
            "b": {"parent": "a", "message": said("assistant", "Green.")},
            "c": {"parent": "a", "message": said("assistant", "Black.")},
        },
    }]);
    std::fs::write(&file, chats.to_string())?;
    Ok(Arguments { file, into: ":memory:".into(), ..Arguments::default() })
}

fn arguments(mut given: impl Iterator<Item = String>) -> Outcome<Arguments> {
    let mut arguments = Arguments::default();
    let value = |name: &str, value: Option<String>| {
        value.ok_or_else(|| format!("{name} needs a value; {USAGE}"))
    };
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--into" => arguments.into = value("--into", given.next())?,
            "--user" => arguments.user = Some(value("--user", given.next())?.parse()?),
            "--format" => {
                let name = serde_json::Value::from(value("--format", given.next())?);
                let format = serde_json::from_value(name)
                    .map_err(|_| format!("there is no such format; {USAGE}"))?;
                arguments.options = arguments.options.format(format);
            }
            "--dry-run" => arguments.options = arguments.options.dry_run(true),
            flag if flag.starts_with("--") => return Err(USAGE.into()),
            file => arguments.file = file.into(),
        }
    }
    match arguments.file.as_os_str().is_empty() || arguments.into.is_empty() {
        true => Err(USAGE.into()),
        false => Ok(arguments),
    }
}

/// The user whose external id is `import`.
fn somebody(engine: &Engine) -> Outcome<UserId> {
    match engine.users().find(FindUserRequest::new().external_id("import")) {
        Err(error) if error.code() == ErrorCode::NotFound => {
            let request = RegisterUserRequest::new().external_id("import");
            Ok(engine.users().register(request)?.user.id)
        }
        known => Ok(known?.id),
    }
}

/// How far it is, in one line that is written again and again.
struct Bar {
    bytes: u64,
    shown: Option<Instant>,
}

impl Bar {
    fn show(&mut self, progress: &ImportProgress) -> bool {
        let due = self.shown.is_none_or(|at| at.elapsed() >= BAR_EVERY);
        if due && std::io::stderr().is_terminal() {
            self.shown = Some(Instant::now());
            let percent = (progress.bytes * 100).checked_div(self.bytes).unwrap_or(100).min(100);
            let done = BAR_WIDTH * percent as usize / 100;
            let bar = "#".repeat(done) + &"-".repeat(BAR_WIDTH - done);
            let ImportProgress { conversations, messages, .. } = progress;
            eprint!("\r[{bar}] {percent:>3} %  {conversations} conversations, {messages} messages");
            // A bar that cannot be shown is no reason to stop.
            let _ = std::io::stderr().flush();
        }
        true
    }

    fn end(&self) {
        if self.shown.is_some() {
            eprintln!();
        }
    }
}

fn summary(report: &ImportReport, took: Duration) {
    let dry = if report.dry_run { " (a dry run: nothing was written)" } else { "" };
    println!(
        "{} conversations with {} new messages in {:.1} s{dry}",
        report.progress.conversations,
        report.progress.messages,
        took.as_secs_f64(),
    );
    println!(
        "  created {}, grown {}, unchanged {}, deleted since {}, refused {}",
        report.created, report.grown, report.unchanged, report.deleted, report.failed,
    );
    if report.incomplete > 0 {
        println!("  {} are incomplete: a part of them is not in the file", report.incomplete);
    }
    for problem in report.problems.iter().take(10) {
        let id = problem.id.as_deref().unwrap_or("-");
        println!("  #{} ({id}) at byte {}: {}", problem.conversation, problem.byte, problem.reason);
    }
    if report.omitted > 0 {
        println!("  {} values were too large to be kept beside the words:", report.omitted);
    }
    for omission in report.omissions.iter().take(10) {
        let message = omission.message.as_deref().unwrap_or("-");
        println!(
            "  #{} ({}) message {message}: {} bytes of its {}",
            omission.conversation, omission.id, omission.bytes, omission.field,
        );
    }
}
