//! `include/silvervine.h` is what the sources say, and every C and C++ compiler takes it.
//!
//! After a change of ffi/src: `SILVERVINE_REGENERATE=1 cargo test -p silvervine-ffi --test header`.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

fn checked_in() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../include/silvervine.h")
}

#[test]
fn the_header_is_what_the_sources_say() {
    let generated = fs::read_to_string(env!("SILVERVINE_GENERATED_HEADER")).unwrap();
    if env::var_os("SILVERVINE_REGENERATE").is_some() {
        fs::write(checked_in(), &generated).unwrap();
    }
    let present = fs::read_to_string(checked_in()).unwrap_or_default();
    let differs = present.lines().zip(generated.lines()).position(|(a, b)| a != b);
    assert!(
        present == generated,
        "include/silvervine.h is not what ffi/src says, from line {} on; refresh it with \
         `SILVERVINE_REGENERATE=1 cargo test -p silvervine-ffi --test header`",
        differs.unwrap_or_else(|| present.lines().count().min(generated.lines().count())) + 1,
    );
}

/// Compiles a program of nothing but the header, or says that there is no such compiler.
fn compiles(variable: &str, default: &str, language: &[&str]) {
    let compiler = env::var(variable).unwrap_or_else(|_| default.to_owned());
    let mut command = Command::new(&compiler);
    command.args(language).args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only"]);
    command.arg("-include").arg(env!("SILVERVINE_GENERATED_HEADER")).arg("-").stdin(Stdio::null());
    match command.output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{compiler} refuses the header:\n{said}");
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            skip(&format!("the header under {compiler}: there is no such compiler"));
        }
        Err(error) => panic!("{compiler} does not run: {error}"),
    }
}

/// Says so on the terminal, and to `tests/run.sh`, which counts it.
fn skip(what: &str) {
    eprintln!("SKIPPED: {what}");
    if let Some(list) = env::var_os("SILVERVINE_SKIPS") {
        let mut file = fs::OpenOptions::new().append(true).open(list).unwrap();
        writeln!(file, "{what}").unwrap();
    }
}

#[test]
fn c11_takes_the_header_without_a_warning() {
    compiles("CC", "cc", &["-std=c11", "-x", "c"]);
}

#[test]
fn cpp17_takes_the_header_without_a_warning() {
    compiles("CXX", "c++", &["-std=c++17", "-x", "c++"]);
}
