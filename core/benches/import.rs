//! Importing a large export in bounded memory.
//!
//! The export is made while it is read, so the file itself costs nothing. Baseline is the same
//! bytes made, parsed by `serde_json` one conversation at a time, and dropped.
//!
//! **`import`**: messages a second. `BENCH_IMPORT_MB` names the size, 64 by default, of which the
//! base parses 64 MB at most. What a second import of the same file takes, and the most memory that
//! the process ever had, are told beside it. Settings: see `support`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench fails by panicking, prints its figures, and they are fractions"
)]

use std::io::Read;
use std::time::Instant;

use silvervine::UserId;
use silvervine::imports::{ImportEnd, ImportOptions};
use silvervine::store::sqlite::Durability;

mod support;

use support::{Bench, env_number, kb, open, register, scratch};

/// Messages of one conversation.
const MESSAGES: usize = 40;
const ROUNDS: usize = 3;
const MB: usize = 1_000_000;

/// An export of ChatGPT that is as long as somebody reads.
struct Export {
    conversation: usize,
    bytes_left: usize,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Export {
    fn new(bytes: usize) -> Self {
        Export { conversation: 0, bytes_left: bytes, text: b"[".to_vec(), at: 0, ended: false }
    }

    fn refill(&mut self) {
        self.at = 0;
        self.text.clear();
        if self.bytes_left == 0 {
            self.ended = true;
            self.text.extend_from_slice(b"]");
            return;
        }
        if self.conversation > 0 {
            self.text.extend_from_slice(b",");
        }
        let one = conversation(self.conversation);
        self.text.extend_from_slice(one.as_bytes());
        self.conversation += 1;
        self.bytes_left = self.bytes_left.saturating_sub(one.len());
    }
}

impl Read for Export {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.refill();
        }
        let n = into.len().min(self.text.len() - self.at);
        into[..n].copy_from_slice(&self.text[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

fn conversation(n: usize) -> String {
    let base = 1_700_000_000 + n * 100;
    let mut text = format!(
        r#"{{"id":"chat-{n}","title":"第 {n} 次旅行","create_time":{base}.25,"current_node":"m{}","mapping":{{"root":{{"message":null,"parent":null}}"#,
        MESSAGES - 1
    );
    for m in 0..MESSAGES {
        let parent = if m == 0 { "root".into() } else { format!("m{}", m - 1) };
        let role = ["user", "assistant"][m % 2];
        let words =
            "去大理的路上我们聊了很多 about tea and mountains，".repeat(1 + (n * 7 + m * 13) % 12);
        text.push_str(&format!(
            r#","m{m}":{{"id":"m{m}","parent":"{parent}","children":[],"message":{{"author":{{"role":"{role}"}},"create_time":{}.5,"content":{{"content_type":"text","parts":["{words}"]}},"status":"finished_successfully","weight":1.0,"metadata":{{"model_slug":"gpt-4o"}},"recipient":"all"}}}}"#,
            base + m
        ));
    }
    text.push_str("}}");
    text
}

fn parse_alone(bytes: usize) -> f64 {
    let began = Instant::now();
    let mut left = Export::new(bytes);
    let mut count = 0;
    while left.bytes_left > 0 {
        left.refill();
        let text = left.text.strip_prefix(b",").unwrap_or(&left.text);
        let value: serde_json::Value = serde_json::from_slice(text).unwrap();
        count += value["mapping"].as_object().unwrap().len() - 1;
    }
    assert_eq!(count, left.conversation * MESSAGES);
    count as f64 / began.elapsed().as_secs_f64()
}

/// Imports a file into a new store, and then again; answers the messages a second of the first.
fn import(bytes: usize) -> f64 {
    let folder = scratch();
    let engine = open(&folder.path().join("import.db"), Durability::Normal);
    let user = UserId(register(&engine, "ada"));
    let import = || {
        let began = Instant::now();
        let export = Export::new(bytes);
        let report = engine.import(user, export, &ImportOptions::default(), |_| true).unwrap();
        (report, began.elapsed().as_secs_f64())
    };
    let (report, took) = import();
    let messages = report.progress.messages;
    assert_eq!((report.failed, &report.end), (0, &ImportEnd::Complete));
    let memory = kb("VmHWM") / 1_024.0;
    let (again, took_again) = import();
    assert_eq!((again.unchanged, again.progress.messages), (report.created, 0));
    engine.close().unwrap();
    println!(
        "# {} conversations, {messages} messages in {took:.1} s, {memory:.0} MB of memory at most; \
         again, with nothing new: {took_again:.1} s",
        report.created
    );
    messages as f64 / took
}

fn main() {
    let mut bench = Bench::new(150);
    let megabytes = env_number("BENCH_IMPORT_MB").unwrap_or(64) as usize;
    let bytes = megabytes * MB;
    let memory = kb("VmHWM") / 1_024.0;
    println!("# {megabytes} MB into a file, NORMAL; {memory:.0} MB of memory at most before");
    if bench.runs("import") {
        bench.once("import", ROUNDS, || import(bytes), || parse_alone(bytes.min(64 * MB)));
    }
    bench.finish();
}
