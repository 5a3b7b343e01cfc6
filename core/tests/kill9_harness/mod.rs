//! Runs a test's other half in a process of its own, and kills it at any moment.
//!
//! The child is this test binary again, told by its environment which half to run. It reports each
//! acknowledged write on its standard output; a line counts once it is complete. The parent kills
//! it after a random number of them, so every kill falls into the middle of the work.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

const FOLDER: &str = "SILVERVINE_KILL9_FOLDER";
const RUN: &str = "SILVERVINE_KILL9_RUN";
const MARK: &str = "acknowledged ";

/// What a child process is to do.
#[derive(Debug)]
pub(crate) struct Orders {
    /// Where the store is.
    pub(crate) folder: PathBuf,
    /// Which run this is: names of different runs never meet.
    pub(crate) run: u64,
}

/// The orders of this process, if it is a child. Each test asks this first.
pub(crate) fn orders() -> Option<Orders> {
    let folder = PathBuf::from(std::env::var_os(FOLDER)?);
    let run = std::env::var(RUN).ok()?.parse().ok()?;
    Some(Orders { folder, run })
}

/// Reports to the parent that a write was acknowledged.
pub(crate) fn acknowledge(name: u64) {
    // One call writes the whole line, so lines of different threads never mix. A parent that has
    // gone away is no reason to stop: the kill is already on its way.
    let _ = std::io::stdout().lock().write_all(format!("{MARK}{name}\n").as_bytes());
}

/// How many kills a test makes: `SILVERVINE_KILLS`, or a number that takes seconds.
pub(crate) fn kills() -> u64 {
    std::env::var("SILVERVINE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// A child at work.
pub(crate) struct Worker {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts the child's half of the named test.
    pub(crate) fn start(test: &str, folder: &Path, run: u64) -> Worker {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder)
            .env(RUN, run.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Worker { child, lines }
    }

    /// Kills the child after it acknowledged `after` writes; answers all that it acknowledged.
    pub(crate) fn kill_after(mut self, after: usize) -> Vec<u64> {
        let mut names = self.read(after);
        assert_eq!(names.len(), after, "the child ended by itself");
        self.child.kill().unwrap();
        names.extend(self.read(usize::MAX));
        self.child.wait().unwrap();
        names
    }

    /// Lets the child end; answers all that it acknowledged.
    #[allow(dead_code, reason = "not every test lets its children end")]
    pub(crate) fn finish(mut self) -> Vec<u64> {
        let names = self.read(usize::MAX);
        assert!(self.child.wait().unwrap().success(), "the child failed");
        names
    }

    /// Reads acknowledgements until there are `upto`, or no more.
    fn read(&mut self, upto: usize) -> Vec<u64> {
        let mut names = Vec::new();
        let mut line = String::new();
        while names.len() < upto {
            line.clear();
            if self.lines.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
                break;
            }
            // The test runner's own first line has no end where the child's first line begins.
            let acknowledged = line.find(MARK).map(|at| line[at + MARK.len()..].trim_end());
            names.extend(acknowledged.and_then(|name| name.parse::<u64>().ok()));
        }
        names
    }
}

/// Numbers that follow from a seed (SplitMix64), for the moments of the kills.
pub(crate) struct Moments(pub(crate) u64);

impl Moments {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}
