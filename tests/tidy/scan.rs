//! A source file taken apart: its code, its texts and its comments, and which lines are tests.
//!
//! This is a scanner, not a parser: it knows comments, string and character literals and brackets,
//! which is enough to ask where a word stands.

/// One file of the tree.
pub struct File {
    /// Its path from the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, e)| e == extension)
    }

    /// Written by a program, which its first line says.
    pub fn is_generated(&self) -> bool {
        let first = self.text.lines().next().unwrap_or_default();
        ["// Generated from ", "<!-- Generated from ", "# Generated from ", "-- Generated from "]
            .iter()
            .any(|mark| first.starts_with(mark))
    }

    /// Whether the library is built from it; tests, benches and examples are not the library.
    pub fn is_library(&self) -> bool {
        ["core/src/", "ffi/src/", "bindings-node/src/"].iter().any(|p| self.path.starts_with(p))
            && !self.is_test()
    }

    /// Whether all of it is test code.
    pub fn is_test(&self) -> bool {
        let path = format!("/{}", self.path);
        path.ends_with("/tests.rs") || path.contains("/tests/") || path.contains("/benches/")
    }
}

/// A Rust file taken apart.
pub struct Rust {
    /// The code line by line; comments and the insides of literals are gone.
    pub code: Vec<String>,
    /// The comments line by line.
    pub comments: Vec<String>,
    /// The insides of the string literals, each with its first line.
    pub texts: Vec<(usize, String)>,
    /// Whether a line belongs to an item under `#[cfg(test)]`.
    pub test: Vec<bool>,
}

impl Rust {
    pub fn new(file: &File) -> Rust {
        let mut scanner = Scanner::new(&file.text);
        scanner.run();
        let Scanner { code, comments, texts, .. } = scanner;
        let mut test = vec![file.is_test(); code.len()];
        mark_tests(&code, &mut test);
        Rust { code, comments, texts, test }
    }

    /// The lines of code, outside or inside of tests, in which a word stands by itself.
    pub fn lines_with<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.code.len()).filter(move |&line| has_word(&self.code[line], word))
    }
}

/// Whether a word stands in a text, not as a part of a longer word.
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        let starts = !part(word.chars().next()) || !part(text[..at].chars().next_back());
        let ends = !part(word.chars().next_back()) || !part(text[at + word.len()..].chars().next());
        starts && ends
    })
}

struct Scanner {
    chars: Vec<char>,
    at: usize,
    code: Vec<String>,
    comments: Vec<String>,
    texts: Vec<(usize, String)>,
}

impl Scanner {
    fn new(text: &str) -> Scanner {
        let one = || vec![String::new()];
        Scanner {
            chars: text.chars().collect(),
            at: 0,
            code: one(),
            comments: one(),
            texts: Vec::new(),
        }
    }

    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    /// Steps over a character, which begins a new line in everything if it is one.
    fn step(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.code.push(String::new());
            self.comments.push(String::new());
        }
        c
    }

    fn emit(&mut self, c: char) {
        if c != '\n'
            && let Some(line) = self.code.last_mut()
        {
            line.push(c);
        }
    }

    fn run(&mut self) {
        while self.at < self.chars.len() {
            let in_word = self.code.last().and_then(|line| line.chars().next_back());
            let in_word = in_word.is_some_and(|c| c.is_alphanumeric() || c == '_');
            match (self.peek(0), self.peek(1)) {
                ('/', '/') => self.line_comment(),
                ('/', '*') => self.block_comment(),
                ('"', _) => self.text(None),
                ('r' | 'b' | 'c', _) if !in_word && self.raw_hashes().is_some() => self.raw_text(),
                ('\'', _) => self.quote(),
                _ => {
                    let c = self.step();
                    self.emit(c);
                }
            }
        }
    }

    fn line_comment(&mut self) {
        while self.at < self.chars.len() && self.peek(0) != '\n' {
            let c = self.step();
            if let Some(line) = self.comments.last_mut() {
                line.push(c);
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    let c = self.step();
                    if c != '\n'
                        && let Some(line) = self.comments.last_mut()
                    {
                        line.push(c);
                    }
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return;
            }
        }
    }

    /// The number of hashes of the raw string that begins here, if one does.
    fn raw_hashes(&self) -> Option<usize> {
        let mut ahead = usize::from(matches!(self.peek(0), 'b' | 'c'));
        if self.peek(ahead) != 'r' {
            return None;
        }
        ahead += 1;
        let mut hashes = 0;
        while self.peek(ahead + hashes) == '#' {
            hashes += 1;
        }
        (self.peek(ahead + hashes) == '"').then_some(hashes)
    }

    fn raw_text(&mut self) {
        let hashes = self.raw_hashes().unwrap_or(0);
        while self.peek(0) != '"' {
            self.step();
        }
        self.text(Some(hashes));
    }

    /// A string from its opening quote on; raw ones end at a quote and their hashes.
    fn text(&mut self, raw: Option<usize>) {
        let line = self.code.len() - 1;
        self.step();
        self.emit('"');
        let mut inside = String::new();
        while self.at < self.chars.len() {
            let c = self.step();
            match (c, raw) {
                ('\\', None) => {
                    let escaped = self.step();
                    // A line that goes on below is one text, without the indentation.
                    if escaped == '\n' {
                        while self.peek(0).is_whitespace() {
                            self.step();
                        }
                    }
                }
                ('"', None) => break,
                ('"', Some(hashes)) if (0..hashes).all(|h| self.peek(h) == '#') => {
                    self.at += hashes;
                    break;
                }
                _ => inside.push(c),
            }
        }
        self.emit('"');
        self.texts.push((line, inside));
    }

    /// A character literal, or the mark of a lifetime.
    fn quote(&mut self) {
        self.step();
        self.emit('\'');
        if self.peek(0) == '\\' {
            self.at += 2;
            while self.at < self.chars.len() && self.step() != '\'' {}
            self.emit('\'');
        } else if self.peek(1) == '\'' {
            self.step();
            self.at += 1;
            self.emit('\'');
        }
    }
}

/// The files that are modules under `#[cfg(test)]`, which `mod name;` in another file says.
pub fn test_modules(files: &[File]) -> Vec<String> {
    let mut paths = Vec::new();
    for file in files.iter().filter(|file| file.is("rs")) {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folder = match name {
            "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
            _ => file.path.trim_end_matches(".rs").to_owned(),
        };
        let rust = Rust::new(file);
        for line in rust.lines_with("mod").filter(|&line| rust.test[line]) {
            let after = rust.code[line].rsplit_once("mod ").map_or("", |(_, after)| after);
            if let Some(module) = after.trim_end().strip_suffix(';') {
                paths.push(format!("{folder}/{module}.rs"));
                paths.push(format!("{folder}/{module}/mod.rs"));
            }
        }
    }
    paths
}

/// Marks the items that stand under `#[cfg(test)]`: up to their `;` or their closing bracket.
fn mark_tests(code: &[String], test: &mut [bool]) {
    let mut line = 0;
    while line < code.len() {
        let column = ["#[cfg(test)]", "#[cfg(all(test,"].iter().find_map(|a| code[line].find(a));
        let Some(column) = column else {
            line += 1;
            continue;
        };
        let end = end_of_item(code, line, column);
        test[line..=end].fill(true);
        line = end + 1;
    }
}

fn end_of_item(code: &[String], line: usize, column: usize) -> usize {
    let mut depth = 0i32;
    for (at, text) in code.iter().enumerate().skip(line) {
        let from = if at == line { column } else { 0 };
        for c in text[from..].chars() {
            match c {
                '{' | '(' | '[' => depth += 1,
                '}' | ')' | ']' => depth -= 1,
                _ => {}
            }
            if depth <= 0 && (c == ';' || c == '}') {
                return at;
            }
        }
    }
    code.len() - 1
}

#[test]
fn the_scanner_tells_code_from_texts_and_comments() {
    let file = File::new(
        "core/src/a.rs",
        "let a = \"x // y\"; // z \"q\"\nlet b = r#\"in\"side\"#; let c = '\"'; let d: &'a str;\n\
         /* one /* two */ three */ let e = b\"\\\"\"; let var = '\\''; fn f<'x>() {}",
    );
    let rust = Rust::new(&file);
    assert_eq!(rust.code[0], "let a = \"\"; ");
    assert_eq!(rust.comments[0], "// z \"q\"");
    assert_eq!(rust.code[1], "let b = \"\"; let c = ''; let d: &'a str;");
    assert_eq!(rust.code[2].trim(), "let e = b\"\"; let var = ''; fn f<'x>() {}");
    assert_eq!(rust.texts[1], (1, "in\"side".to_owned()));
}

#[test]
fn the_scanner_knows_what_is_a_test() {
    let file = File::new(
        "core/src/a.rs",
        "fn a() {}\n#[cfg(test)]\nmod tests;\nfn b() {}\n#[cfg(test)]\nmod more {\n  fn c() { d(\"}\") }\n}\nfn e() {}\n",
    );
    let test = Rust::new(&file).test;
    assert_eq!(test[..9], [false, true, true, false, true, true, true, true, false]);
    let both = File::new("core/src/a.rs", "#[cfg(all(test, unix))]\nmod b;\nmod c;");
    assert_eq!(test_modules(&[both]), ["core/src/a/b.rs", "core/src/a/b/mod.rs"]);
    assert!(test_modules(&[file]).contains(&"core/src/a/tests.rs".to_owned()));
    assert!(Rust::new(&File::new("core/src/a/tests.rs", "fn a() {}")).test[0]);
    assert!(has_word("let unsafe_code = unsafe {", "unsafe"));
    assert!(!has_word("unsafe_op_in_unsafe_fn", "unsafe"));
}
