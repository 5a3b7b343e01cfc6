//! Text as search reads it: folded, and cut into runs.
//!
//! Folding makes equal what a reader takes for equal: upper and lower case, full and half width,
//! compatibility forms (NFKD), and letters with and without the marks of U+0300 to U+036F. It goes
//! character by character, so a place in folded text has a place in the text it came from.
//!
//! A *word* is a run of letters and digits, and is found by its beginning. A *solid* run is of a
//! script that puts no spaces between words (Han, kana, Hangul, Thai and their neighbours), or of
//! signs such as arrows and emoji, and is found by any part of it. Everything else separates.

use std::ops::Range;

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What a folded character is to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a word.
    Word,
    /// A character of its own.
    Solid,
}

/// Characters of one kind without anything between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) kind: Kind,
    /// Where it stands in the folded text.
    pub(super) at: Range<usize>,
}

/// A folded text and its runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(text.len()), runs: Vec::new() };
        walk(text, |_, step| folded.take(step));
        folded
    }

    /// The same, and for each byte of the folded text where its character stands in the original.
    pub(super) fn with_origins(text: &str) -> (Folded, Vec<usize>) {
        let mut folded = Folded::default();
        let mut origins = Vec::with_capacity(text.len());
        walk(text, |at, step| {
            folded.take(step);
            origins.resize(folded.text.len(), at);
        });
        (folded, origins)
    }

    pub(super) fn run(&self, run: &Run) -> &str {
        &self.text[run.at.clone()]
    }

    fn take(&mut self, step: Step) {
        let start = self.text.len();
        match step {
            Step::Part(kind, c) => {
                self.text.push(c);
                match self.runs.last_mut() {
                    Some(run) if run.kind == kind && run.at.end == start => {
                        run.at.end = self.text.len();
                    }
                    _ => self.runs.push(Run { kind, at: start..self.text.len() }),
                }
            }
            // One space for any gap keeps the runs apart.
            Step::Gap if self.text.ends_with(' ') => {}
            Step::Gap => self.text.push(' '),
        }
    }
}

/// What one folded character does.
#[derive(Debug, Clone, Copy)]
enum Step {
    Part(Kind, char),
    Gap,
}

/// Folds a text character by character and tells each with its place in the original.
fn walk(text: &str, mut each: impl FnMut(usize, Step)) {
    for (at, c) in text.char_indices() {
        match c {
            '\0'..='\x7f' if c.is_ascii_alphanumeric() => {
                each(at, Step::Part(Kind::Word, c.to_ascii_lowercase()));
            }
            '\0'..='\x7f' => each(at, Step::Gap),
            // The bulk of Chinese text needs no table.
            '\u{4E00}'..='\u{9FFF}' => each(at, Step::Part(Kind::Solid, c)),
            '\u{AC00}'..='\u{D7A3}' => each(at, Step::Part(Kind::Solid, c)),
            _ => fold(c, |c| {
                if let Some(step) = step(c) {
                    each(at, step);
                }
            }),
        }
    }
}

fn fold(c: char, mut each: impl FnMut(char)) {
    for c in std::iter::once(c).nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36F}')) {
        std::iter::once(c).default_case_fold().for_each(&mut each);
    }
}

/// What a folded character does; none where it is invisible and does not even separate.
fn step(c: char) -> Option<Step> {
    match c {
        _ if is_invisible(c) => None,
        _ if is_solid(c) => Some(Step::Part(Kind::Solid, c)),
        _ if c.is_alphanumeric() || is_combining_mark(c) => Some(Step::Part(Kind::Word, c)),
        _ => Some(Step::Gap),
    }
}

/// Soft hyphens, joiners, marks of direction, selectors of a variant.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn is_solid(c: char) -> bool {
    matches!(
        c,
        // Thai, Lao, Tibetan, Myanmar, Khmer.
        '\u{E00}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        // Hangul letters, arrows, mathematics, technical signs, dingbats.
        | '\u{1100}'..='\u{11FF}' | '\u{2190}'..='\u{2BFF}'
        // Radicals, the signs 々〆〇 and numerals among the punctuation of CJK.
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303C}'
        // Kana without their middle dot, Bopomofo, Han, Yi.
        | '\u{3040}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{31FF}'
        | '\u{3400}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}'
        // Emoji and other pictures; Han beyond the first plane.
        | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(Kind, String)> {
        let folded = Folded::of(text);
        folded.runs.iter().map(|run| (run.kind, folded.run(run).to_owned())).collect()
    }

    fn word(text: &str) -> (Kind, String) {
        (Kind::Word, text.into())
    }

    fn solid(text: &str) -> (Kind, String) {
        (Kind::Solid, text.into())
    }

    #[test]
    fn words_and_solid_runs_part_where_the_script_changes() {
        assert_eq!(
            runs("用户Login成功2024"),
            [solid("用户"), word("login"), solid("成功"), word("2024")]
        );
        assert_eq!(runs("中，国 user_id"), [solid("中"), solid("国"), word("user"), word("id")]);
    }

    #[test]
    fn case_width_and_marks_fold_away() {
        for (one, other) in [
            ("ＬＯＧＩＮ１２", "login12"),
            ("Straße", "STRASSE"),
            ("café", "CAFE\u{301}"),
            ("ﬁle", "file"),
            ("ｶﾞﾗｽ", "ガラス"),
            ("㍿", "株式会社"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(runs(one), runs(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_invisible_parts_nothing() {
        assert_eq!(runs("中\u{200B}国 co\u{AD}op"), [solid("中国"), word("coop")]);
    }

    #[test]
    fn a_text_of_nothing_but_punctuation_has_no_runs() {
        assert_eq!(runs("\"*()-:^、。「」…—¿ \n"), []);
    }

    #[test]
    fn origins_lead_back_to_the_text() {
        let text = "ａ㍿é，中";
        let (folded, origins) = Folded::with_origins(text);
        assert_eq!(folded, Folded::of(text));
        assert_eq!(origins.len(), folded.text.len());
        let at = folded.text.find('中').expect("it is there");
        assert_eq!(&text[origins[at]..], "中");
        let at = folded.text.find('式').expect("it is there");
        assert_eq!(text[origins[at]..].chars().next(), Some('㍿'));
    }
}
