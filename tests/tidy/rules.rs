//! The rules, each a function from the files of the tree to what breaks it.

use crate::scan::{File, Rust, has_word, test_modules};

/// Something that is not as it should be.
#[derive(Debug, PartialEq)]
pub struct Violation {
    pub path: String,
    /// From 1; 0 where it is the file as a whole.
    pub line: usize,
    pub what: String,
}

/// A rule and the name by which it reports.
pub type Rule = fn(&[File]) -> Vec<Violation>;

pub const RULES: &[Rule] = &[
    no_leftovers,
    no_unwrap,
    sql_in_its_files,
    unsafe_in_its_files,
    unsafe_says_why,
    files_are_short,
    lines_are_short,
    generated_files_say_so,
    time_and_chance_are_given,
    tests_do_not_sleep,
    nothing_of_one_machine,
];

/// Statements outside of `sql.rs`: each is its file's own business.
const SQL_FILES: &[(&str, &str)] = &[
    ("core/src/ops/receipt.rs", "the two statements of replay belong to dispatch, not to a module"),
    ("core/src/sync/collection.rs", "a macro that makes the statements of every collection"),
    ("core/src/sync/mod.rs", "the three statements of the head"),
];

/// Where `unsafe` may stand.
const UNSAFE_PLACES: &[&str] = &[
    "ffi/",
    "core/src/store/sqlite/",
    // The one Node file, which makes strings and deferred promises.
    "bindings-node/src/raw.rs",
    // Its baseline holds statements beside their connection, as no safe type can.
    "core/benches/group_commit.rs",
    "core/benches/engine/wallet_by_hand.rs",
];

const FILE_LINES_MAX: usize = 400;
const LONG_FILES: &[(&str, &str)] =
    &[("core/src/ops/decode/tests.rs", "one catalogue of what a decoder has to refuse")];

const LINE_COLUMNS_MAX: usize = 100;
const LONG_LINES: &[(&str, &str)] =
    &[("core/src/error.rs", "a table: the fields of an error stand on one line")];

/// Files that programs write. Any other file whose first line says so counts as one too.
const GENERATED: &[&str] =
    &["core/OPERATIONS.md", "include/silvervine.h", "include/silvervine_ops.hpp"];

fn excepted(list: &[(&str, &str)], file: &File) -> bool {
    list.iter().any(|(path, _)| *path == file.path)
}

fn violation(file: &File, line: usize, what: impl Into<String>) -> Violation {
    Violation { path: file.path.clone(), line: line + 1, what: what.into() }
}

fn rust(files: &[File]) -> impl Iterator<Item = (&File, Rust)> {
    let tests = test_modules(files);
    files.iter().filter(|file| file.is("rs")).map(move |file| {
        let mut rust = Rust::new(file);
        if tests.contains(&file.path) {
            rust.test.fill(true);
        }
        (file, rust)
    })
}

fn library(files: &[File]) -> impl Iterator<Item = (&File, Rust)> {
    rust(files).filter(|(file, _)| file.is_library())
}

/// The lines of `file` outside of tests in which one of the words stands.
fn found(file: &File, rust: &Rust, words: &[&str], why: &str) -> Vec<Violation> {
    let one = |word: &&str| {
        let lines = rust.lines_with(word).filter(|&line| !rust.test[line]);
        lines.map(|line| violation(file, line, format!("`{word}`: {why}"))).collect::<Vec<_>>()
    };
    words.iter().flat_map(one).collect()
}

/// The library prints nothing and leaves nothing to be done.
pub fn no_leftovers(files: &[File]) -> Vec<Violation> {
    const WORDS: &[&str] = &["println!", "eprintln!", "print!", "eprint!"];
    const MARKS: &[&str] = &["dbg!", "todo!", "unimplemented!"];
    let prints = library(files).flat_map(|(file, rust)| {
        found(file, &rust, WORDS, "a library does not print; return it or take a subscriber")
    });
    let unfinished = rust(files).filter(|(file, _)| !file.path.starts_with("tests/tidy/"));
    let unfinished = unfinished.flat_map(|(file, rust)| {
        let lines = MARKS.iter().flat_map(|mark| rust.lines_with(mark).map(move |l| (l, *mark)));
        lines
            .map(|(l, mark)| violation(file, l, format!("`{mark}`: finish it")))
            .collect::<Vec<_>>()
    });
    prints.chain(unfinished).collect()
}

/// What cannot happen says why it cannot.
pub fn no_unwrap(files: &[File]) -> Vec<Violation> {
    let why = "return the error, or `expect` with the reason why there is none";
    library(files).flat_map(|(file, rust)| found(file, &rust, &[".unwrap()"], why)).collect()
}

/// Every statement stands in a `sql.rs`, where the lint and the reader find it.
pub fn sql_in_its_files(files: &[File]) -> Vec<Violation> {
    let elsewhere = library(files).filter(|(file, _)| {
        !file.path.ends_with("/sql.rs")
            && !file.path.starts_with("core/src/store/")
            && !excepted(SQL_FILES, file)
    });
    elsewhere
        .flat_map(|(file, rust)| {
            let sql = rust.texts.iter().filter(|(line, text)| is_sql(text) && !rust.test[*line]);
            sql.map(|(line, _)| violation(file, *line, "SQL: move it to the module's sql.rs"))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn is_sql(text: &str) -> bool {
    let update = has_word(text, "UPDATE") && (has_word(text, "SET") || text.ends_with("UPDATE "));
    has_word(text, "SELECT")
        || text.contains("INSERT INTO ")
        || text.contains("DELETE FROM ")
        || update
}

/// What the compiler cannot check is kept in few places.
pub fn unsafe_in_its_files(files: &[File]) -> Vec<Violation> {
    rust(files)
        .filter(|(file, _)| !UNSAFE_PLACES.iter().any(|place| file.path.starts_with(place)))
        .flat_map(|(file, rust)| {
            let lines: Vec<usize> = rust.lines_with("unsafe").collect();
            lines.into_iter().map(|l| violation(file, l, "`unsafe` outside of ffi and the drivers"))
        })
        .collect()
}

/// A block or implementation has a `// SAFETY:` on its line or within the six before it.
pub fn unsafe_says_why(files: &[File]) -> Vec<Violation> {
    const NEAR: usize = 6;
    let silent = |rust: &Rust, line: usize| {
        let code = &rust.code[line];
        let claims = code.contains("unsafe {") || code.contains("unsafe impl");
        let near = line.saturating_sub(NEAR)..=line;
        claims && !rust.comments[near].iter().any(|comment| comment.contains("SAFETY:"))
    };
    rust(files)
        .flat_map(|(file, rust)| {
            let lines: Vec<usize> =
                rust.lines_with("unsafe").filter(|&l| silent(&rust, l)).collect();
            lines.into_iter().map(|l| violation(file, l, "`unsafe` without `// SAFETY:` and why"))
        })
        .collect()
}

/// Text that people write and read as source.
fn is_source(file: &File) -> bool {
    let kinds = ["rs", "sql", "c", "h", "cpp", "hpp", "ts", "mts", "js", "mjs", "cjs", "sh"];
    !file.is_generated() && kinds.iter().any(|kind| file.is(kind))
}

/// A file can be read in one go.
pub fn files_are_short(files: &[File]) -> Vec<Violation> {
    files
        .iter()
        .filter(|file| is_source(file) && !excepted(LONG_FILES, file))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .map(|(file, lines)| Violation {
            path: file.path.clone(),
            line: 0,
            what: format!("{lines} lines, at most {FILE_LINES_MAX}: split it by what it does"),
        })
        .collect()
}

/// Lines fit beside each other. The insides of texts do not count: nothing can break them.
pub fn lines_are_short(files: &[File]) -> Vec<Violation> {
    let check = |file: &File| {
        let scanned = file.is("rs").then(|| Rust::new(file));
        let width = |at: usize, line: &str| match &scanned {
            Some(rust) => rust.code[at].chars().count() + rust.comments[at].chars().count(),
            None => line.chars().count(),
        };
        let long = file.text.lines().enumerate().map(|(at, line)| (at, width(at, line)));
        let long = long.filter(|(_, width)| *width > LINE_COLUMNS_MAX);
        let what = |width| format!("{width} columns, at most {LINE_COLUMNS_MAX}");
        long.map(|(at, width)| violation(file, at, what(width))).collect::<Vec<_>>()
    };
    let checked = files.iter().filter(|file| is_source(file) && !excepted(LONG_LINES, file));
    checked.flat_map(check).collect()
}

/// A generated file says from what, in its first line, and that is there.
pub fn generated_files_say_so(files: &[File]) -> Vec<Violation> {
    let check = |file: &File| -> Option<Violation> {
        let first = file.text.lines().next().unwrap_or_default();
        if !file.is_generated() {
            let what = "the first line must be `Generated from <source> ..` in a comment";
            return GENERATED.contains(&file.path.as_str()).then(|| violation(file, 0, what));
        }
        let (_, after) = first.split_once("Generated from ")?;
        let source = after.split_whitespace().next()?.trim_end_matches(['.', ',']);
        let inside = format!("{source}/");
        let exists = files.iter().any(|f| f.path == source || f.path.starts_with(&inside));
        (!exists)
            .then(|| violation(file, 0, format!("it is generated from `{source}`: no such file")))
    };
    files.iter().filter_map(check).collect()
}

/// Time and randomness come through the context, so that every behaviour can be replayed.
pub fn time_and_chance_are_given(files: &[File]) -> Vec<Violation> {
    const WORDS: &[&str] = &[
        "SystemTime",
        "Utc::now",
        "Local::now",
        "Timestamp::now",
        "Zoned::now",
        "getrandom",
        "Uuid::new_v4",
        "Uuid::now_v7",
        "rand::rng",
        "thread_rng",
    ];
    library(files)
        .filter(|(f, _)| f.path.starts_with("core/src/") && f.path != "core/src/context.rs")
        .flat_map(|(file, rust)| {
            found(file, &rust, WORDS, "draw it from the clock and entropy given")
        })
        .collect()
}

/// A test waits for what it needs, not for a while.
pub fn tests_do_not_sleep(files: &[File]) -> Vec<Violation> {
    rust(files)
        .filter(|(file, _)| !file.path.contains("/benches/"))
        .flat_map(|(file, rust)| {
            let sleeps = ["sleep", "sleep_until", "park_timeout"];
            let lines = sleeps.iter().flat_map(|word| rust.lines_with(word));
            let lines: Vec<usize> = lines.filter(|&line| rust.test[line]).collect();
            lines.into_iter().map(|l| violation(file, l, "a test that sleeps: wait for the event"))
        })
        .collect()
}

/// Nothing names one machine's folders, or hosts that another may not reach.
pub fn nothing_of_one_machine(files: &[File]) -> Vec<Violation> {
    // In two parts, so that this file keeps its own rule.
    let words = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/tmp/", "wt"],
        ["crates", ".io"],
        ["npmjs", ".org"],
        ["npmjs", ".com"],
        ["npmmirror", ".com"],
        ["pypi", ".org"],
        ["deb.debian", ".org"],
        ["docker", ".io"],
        ["proxy.golang", ".org"],
    ];
    let words = words.map(|parts| parts.concat());
    let check = |file: &File| {
        let inside = |line: &str, word: &str| {
            line.match_indices(word).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                // `a/b/work/` is a path from somewhere; only one from `/` is a machine's.
                !word.starts_with('/')
                    || !before.is_some_and(|c| c.is_alphanumeric() || "_.-})".contains(c))
            })
        };
        let lines = file.text.lines().enumerate();
        let hits = lines.flat_map(|(at, line)| {
            let hit = words.iter().filter(move |word| inside(line, word));
            hit.map(move |word| {
                violation(file, at, format!("`{word}` is of one machine or network"))
            })
        });
        hits.collect::<Vec<_>>()
    };
    // Cargo writes the name of the registry into its lock file.
    files.iter().filter(|file| file.path != "Cargo.lock").flat_map(check).collect()
}
