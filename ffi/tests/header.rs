//! `include/silvervine.h` is what the sources say, and every C and C++ compiler takes it.
//!
//! After a change of ffi/src: `SILVERVINE_REGENERATE=1 cargo test -p silvervine-ffi --test header`.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::BTreeSet;
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

#[test]
fn everything_in_the_header_is_declared_once_and_described() {
    let header = fs::read_to_string(env!("SILVERVINE_GENERATED_HEADER")).unwrap();
    for name in ["SV_OK 0", "SvStatus sv_open(", "} SvBuffer;"] {
        assert!(header.contains(name), "the header lacks {name}");
    }
    let wrong = faults(&header);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_declared_twice_or_not_described_is_found() {
    let good = "\n/**\n * It.\n */\nvoid sv_it(void);\n/**\n * One.\n */\n#define SV_ONE 1\n\
                /**\n * A thing.\n */\ntypedef struct {\n    /**\n     * Its.\n     */\n    int a;\n\
                } SvThing;\n";
    assert_eq!(faults(good), Vec::<String>::new());
    for (bad, count) in [
        (good.repeat(2), 3),
        (good.replace("/**\n * It.\n */\n", ""), 1),
        (good.replace(" * One.\n */\n", " * One.\n */\n\n"), 1),
        (good.replace("     * Its.\n     */\n", ""), 1),
        (good.replace("/**\n * A thing.\n */\n", ""), 1),
    ] {
        assert_eq!(faults(&bad).len(), count, "{bad}");
    }
}

/// What a header declares twice, or without saying what it is.
fn faults(header: &str) -> Vec<String> {
    let lines: Vec<_> = header.lines().collect();
    let (mut names, mut wrong) = (BTreeSet::new(), Vec::new());
    for pair in lines.windows(2) {
        if declares(pair[1]) && pair[0].trim() != "*/" {
            wrong.push(format!("`{}` has no description", pair[1]));
        }
        if let Some(name) = name(pair[1])
            && !names.insert(name)
        {
            wrong.push(format!("{name} is declared twice"));
        }
    }
    wrong
}

/// Whether a line begins the declaration of a function, a type, a field or a constant.
fn declares(line: &str) -> bool {
    let indented = line.strip_prefix("    ");
    let field = line.ends_with(';') && indented.is_some_and(|f| f.starts_with(char::is_alphabetic));
    let first = line.starts_with("typedef ") || line.starts_with("#define SV_");
    field || first || name(line).is_some_and(|name| name.starts_with("sv_"))
}

/// The name of a function, a constant or a structure: it must not come twice.
fn name(line: &str) -> Option<&str> {
    let word = |c: char| !c.is_alphanumeric() && c != '_';
    if let Some(rest) = line.strip_prefix("} Sv") {
        return Some(&line["} ".len()..line.len() - 1]).filter(|_| rest.ends_with(';'));
    }
    if let Some(rest) = line.strip_prefix("#define ") {
        return rest.split(word).next().filter(|name| name.starts_with("SV_"));
    }
    let name = line.split_once('(')?.0.rsplit(word).next()?;
    (name.starts_with("sv_") && line.starts_with(char::is_alphabetic)).then_some(name)
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
