//! Importing a large export in bounded memory.
//!
//! The export is made while it is read, so the file itself costs nothing. Baseline is the same
//! bytes made, parsed by `serde_json` one conversation at a time, and dropped.
//!
//! `cargo bench -p silvervine --bench import`; SILVERVINE_IMPORT_MB names the size, 64 by default.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark talks to a person")]
#![allow(clippy::float_arithmetic, reason = "figures for people")]

use std::io::Read;
use std::time::Instant;

use silvervine::imports::{ImportEnd, ImportOptions};
use silvervine::store::sqlite::Durability;
use silvervine::users::RegisterUserRequest;
use silvervine::{Engine, EngineOptions};

/// Messages of one conversation.
const MESSAGES: usize = 40;

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

/// The most memory the process ever had, in MB.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or(0.0) / 1_024.0
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

fn main() {
    let megabytes: usize =
        std::env::var("SILVERVINE_IMPORT_MB").ok().and_then(|mb| mb.parse().ok()).unwrap_or(64);
    let bytes = megabytes * 1_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let options = EngineOptions::default().durability(Durability::Normal);
    let engine = Engine::open_with(path.to_string_lossy(), options).unwrap();
    let request = RegisterUserRequest::new().email("ada@example.org");
    let user = engine.users().register(request).unwrap().user.id;
    let base = parse_alone(bytes.min(64_000_000));
    let before = peak_mb();
    let began = Instant::now();
    let report =
        engine.import(user, Export::new(bytes), &ImportOptions::default(), |_| true).unwrap();
    let took = began.elapsed().as_secs_f64();
    assert_eq!((report.failed, &report.end), (0, &ImportEnd::Complete));
    let messages = report.progress.messages;
    println!(
        "{megabytes} MB, {} conversations, {messages} messages in {took:.1} s on a file, NORMAL",
        report.created
    );
    println!("memory: {before:.0} MB at its most before, {:.0} MB after", peak_mb());
    let began = Instant::now();
    let again =
        engine.import(user, Export::new(bytes), &ImportOptions::default(), |_| true).unwrap();
    assert_eq!((again.unchanged, again.progress.messages), (report.created, 0));
    println!("again, with nothing new: {:.1} s", began.elapsed().as_secs_f64());
    let ours = messages as f64 / took;
    println!("bench import ours={ours:.0} base={base:.0} ratio={:.3}", ours / base);
}
