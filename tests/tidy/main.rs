//! What a machine can check of the house style, checked on every file of the tree.
//!
//! Each rule is a function over files in memory, so that each has a test which shows it a made-up
//! file that breaks it. An exception is a line in a list in `rules.rs`, with its reason.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

mod rules;
mod scan;

use rules::*;
use scan::File;

/// Folders that hold nothing written by hand.
const SKIPPED: &[&str] = &["target", "node_modules", ".git"];

fn read(root: &Path, folder: &Path, files: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_symlink() || SKIPPED.contains(&&*name) {
            continue;
        }
        if path.is_dir() {
            read(root, &path, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            // What is not UTF-8 is not text.
            let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
}

#[test]
fn the_tree_is_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    read(root, root, &mut files);
    assert!(files.iter().any(|file| file.path == "core/src/lib.rs"), "the tree was not read");
    let wrong = RULES.iter().flat_map(|rule| rule(&files));
    let wrong: Vec<String> = wrong.map(|v| format!("{}:{}: {}", v.path, v.line, v.what)).collect();
    assert!(wrong.is_empty(), "{} untidy places:\n{}", wrong.len(), wrong.join("\n"));
}

/// The lines on which a rule finds something in one file.
fn lines(rule: Rule, path: &str, text: &str) -> Vec<usize> {
    rule(&[File::new(path, text)]).into_iter().map(|violation| violation.line).collect()
}

#[test]
fn a_print_in_the_library_is_caught() {
    let text =
        "//! println!\nfn a() { println!(\"x\"); }\n#[cfg(test)]\nmod t { fn b() { eprintln!() } }";
    assert_eq!(lines(no_leftovers, "core/src/a.rs", text), [2]);
    assert_eq!(lines(no_leftovers, "ffi/src/a.rs", "fn a() { eprintln!() }"), [1]);
    assert!(lines(no_leftovers, "examples/a.rs", "fn main() { println!() }").is_empty());
}

#[test]
fn unfinished_code_is_caught_in_tests_too() {
    let text = "fn a() {\n todo!()\n}\nfn b() { unimplemented!() }\nfn c() { dbg!(1) }";
    let mut found = lines(no_leftovers, "core/src/a/tests.rs", text);
    found.sort_unstable();
    assert_eq!(found, [2, 4, 5]);
}

#[test]
fn an_unwrap_in_the_library_is_caught() {
    let text =
        "/// `.unwrap()`\nfn a() { b().unwrap() }\n#[cfg(test)]\nmod t { fn c() { d().unwrap() } }";
    assert_eq!(lines(no_unwrap, "core/src/a.rs", text), [2]);
    assert!(lines(no_unwrap, "core/src/a/tests.rs", text).is_empty());
    assert!(lines(no_unwrap, "core/src/a.rs", "a().unwrap_or(1)").is_empty());
    let parent = File::new("core/src/lib.rs", "#[cfg(test)]\nmod a;\nmod b;");
    let (a, b) =
        (File::new("core/src/a.rs", "b().unwrap()"), File::new("core/src/b.rs", "b().unwrap()"));
    let found = no_unwrap(&[parent, a, b]);
    assert_eq!((found.len(), found[0].path.as_str()), (1, "core/src/b.rs"));
}

#[test]
fn a_statement_outside_of_sql_rs_is_caught() {
    for sql in ["SELECT 1", "INSERT INTO t", "DELETE FROM t", "UPDATE t \\\n SET a = 1", "UPDATE "]
    {
        let text = format!("const A: &str = \"{sql}\";");
        assert_eq!(lines(sql_in_its_files, "core/src/a/b.rs", &text), [1], "{sql}");
        assert!(lines(sql_in_its_files, "core/src/a/sql.rs", &text).is_empty());
        assert!(lines(sql_in_its_files, "core/src/store/a.rs", &text).is_empty());
        let test = format!("#[cfg(test)]\nmod t {{\n{text}\n}}");
        assert!(lines(sql_in_its_files, "core/src/a/b.rs", &test).is_empty());
    }
    let prose = "// SELECT\nconst A: &str = \"an UPDATE is one statement\";";
    assert!(lines(sql_in_its_files, "core/src/a/b.rs", prose).is_empty());
}

#[test]
fn an_unsafe_outside_of_its_places_is_caught() {
    let text = "// unsafe\nfn a() { unsafe { b() } }";
    assert_eq!(lines(unsafe_in_its_files, "core/src/a.rs", text), [2]);
    assert_eq!(lines(unsafe_in_its_files, "bindings-node/src/lib.rs", text), [2]);
    assert!(lines(unsafe_in_its_files, "ffi/src/a.rs", text).is_empty());
    assert!(lines(unsafe_in_its_files, "core/src/store/sqlite/a.rs", text).is_empty());
}

#[test]
fn an_unsafe_without_a_reason_is_caught() {
    let silent = "fn a() {\n unsafe { b() }\n}\nunsafe impl Send for A {}";
    assert_eq!(lines(unsafe_says_why, "ffi/src/a.rs", silent), [2, 4]);
    let reasoned = "// SAFETY: b takes anything.\nlet a =\n unsafe { b() };";
    assert!(lines(unsafe_says_why, "ffi/src/a.rs", reasoned).is_empty());
    let text = "let a = \"SAFETY:\";\nunsafe { b() }";
    assert_eq!(lines(unsafe_says_why, "ffi/src/a.rs", text), [2]);
}

#[test]
fn a_long_file_is_caught() {
    let long = "//\n".repeat(401);
    assert_eq!(lines(files_are_short, "core/src/a.rs", &long), [0]);
    assert!(lines(files_are_short, "core/src/a.rs", &long[3..]).is_empty());
    let generated = format!("// Generated from a.\n{long}");
    assert!(lines(files_are_short, "include/a.h", &generated).is_empty());
}

#[test]
fn a_long_line_is_caught() {
    let long = format!("fn a() {{ {}() }}", "b".repeat(100));
    assert_eq!(lines(lines_are_short, "core/src/a.rs", &format!("\n{long}")), [2]);
    assert_eq!(lines(lines_are_short, "a.ts", &long), [1]);
    assert_eq!(lines(lines_are_short, "a.rs", &format!("// {}", "言".repeat(98))), [1]);
    assert!(lines(lines_are_short, "a.rs", &format!("// {}", "言".repeat(97))).is_empty());
    assert!(lines(lines_are_short, "a.rs", &format!("a(\"{}\")", "b".repeat(100))).is_empty());
}

#[test]
fn a_generated_file_that_does_not_say_so_is_caught() {
    let rule = generated_files_say_so;
    assert_eq!(lines(rule, "include/silvervine.h", "#ifndef A"), [1]);
    let header =
        File::new("include/silvervine.h", "// Generated from ffi/src by build.rs. Edit it.");
    assert_eq!(rule(&[header]).len(), 1, "there is no ffi/src here");
    let header =
        File::new("include/silvervine.h", "// Generated from ffi/src by build.rs. Edit it.");
    assert!(rule(&[header, File::new("ffi/src/lib.rs", "")]).is_empty());
}

#[test]
fn a_clock_of_its_own_is_caught() {
    let rule = time_and_chance_are_given;
    for own in ["std::time::SystemTime::now()", "chrono::Utc::now()", "getrandom::fill(b)"] {
        let text = format!("fn a() {{ {own} }}");
        assert_eq!(lines(rule, "core/src/a.rs", &text), [1], "{own}");
        assert!(lines(rule, "core/src/context.rs", &text).is_empty());
    }
    assert!(lines(rule, "core/src/store/sqlite/a.rs", "let a = Instant::now();").is_empty());
}

#[test]
fn a_test_that_sleeps_is_caught() {
    let text = "fn a() { std::thread::sleep(b) }";
    assert_eq!(lines(tests_do_not_sleep, "tests/a.rs", text), [1]);
    assert_eq!(lines(tests_do_not_sleep, "core/src/a/tests.rs", text), [1]);
    assert!(lines(tests_do_not_sleep, "core/src/a.rs", text).is_empty());
}

#[test]
fn a_name_of_one_machine_is_caught() {
    let rule = nothing_of_one_machine;
    for parts in [["/ro", "ot/x"], ["see /wo", "rk/y"], ["\"/tmp/", "wt/z"], ["crates", ".io"]] {
        let text = format!("\n{}", parts.concat());
        assert_eq!(lines(rule, "README.md", &text), [2], "{text}");
    }
    assert!(lines(rule, "a.sh", &["$a/wo", "rk/"].concat()).is_empty());
    assert!(lines(rule, "Cargo.lock", &["crates", ".io"].concat()).is_empty());
}
