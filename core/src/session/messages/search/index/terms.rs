//! The terms under which a message stands in the index, and those a query asks for.
//!
//! Of a solid run each character is a term and each pair of neighbours, so a word of one or two
//! characters is one look-up. Of a word its whole is a term and its first one, two and three
//! letters, so that the beginnings which very many words share need no search among them.
//!
//! Every term carries the mark of its chain in front. A chain belongs to one user, so the postings
//! of others are not even passed over. No mark is the beginning of another one.
//!
//! The index only proposes: a term too many costs a look at a message, never a wrong answer.

use std::fmt::Write as _;

use crate::session::messages::search::query::{Query, Term};
use crate::session::messages::search::text::{Folded, Kind, Run};

/// Characters of a word that count in the index.
const WORD_CHARS: usize = 32;

/// The longest beginning of a word which is a term of its own.
const BEGINNING_CHARS: usize = 3;

/// Terms of one query that the index is asked for; the longest say the most.
const QUERY_TERMS_MAX: usize = 16;

/// The terms of one message.
#[derive(Debug)]
pub(super) struct Terms<'f>(Vec<&'f str>);

impl<'f> Terms<'f> {
    pub(super) fn of(folded: &'f Folded) -> Terms<'f> {
        let mut terms = Vec::with_capacity(folded.text.len());
        for run in &folded.runs {
            match run.kind {
                Kind::Solid => solid(folded.run(run), &mut terms),
                Kind::Word => word(folded, run, &mut terms),
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Terms(terms)
    }

    /// What tells these terms from others (FNV-1a, 32 bits).
    pub(super) fn hash(&self) -> i64 {
        let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let bytes = self.0.iter().flat_map(|term| term.bytes().chain([b' ']));
        i64::from(bytes.fold(0x811C_9DC5, step))
    }

    /// The text that is indexed: each term behind the mark of the chain.
    pub(super) fn marked(&self, chain: i64) -> String {
        let mark = mark(chain);
        let bytes: usize = self.0.iter().map(|term| mark.len() + term.len() + 1).sum();
        let mut text = String::with_capacity(bytes);
        for term in &self.0 {
            text.push_str(&mark);
            text.push_str(term);
            text.push(' ');
        }
        text
    }
}

fn solid<'f>(run: &'f str, terms: &mut Vec<&'f str>) {
    let mut before: Option<usize> = None;
    for (at, c) in run.char_indices() {
        let end = at + c.len_utf8();
        terms.push(&run[at..end]);
        terms.extend(before.map(|before| &run[before..end]));
        before = Some(at);
    }
}

fn word<'f>(folded: &'f Folded, run: &Run, terms: &mut Vec<&'f str>) {
    let word = first_chars(folded.run(run), WORD_CHARS);
    terms.push(word);
    terms.extend((1..=BEGINNING_CHARS).map(|chars| first_chars(word, chars)));
}

fn first_chars(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(end, _)| &text[..end])
}

/// The mark of a chain: its number in base 16, whose last digit is of letters of its own.
fn mark(chain: i64) -> String {
    let last = u8::try_from(chain & 15).unwrap_or(0);
    let mut mark = String::new();
    if chain > 15 {
        // Writing to a string cannot fail.
        let _ = write!(mark, "{:x}", chain >> 4);
    }
    mark.push(char::from(b'g' + last));
    mark
}

/// What a query asks the index for.
#[derive(Debug)]
pub(in super::super) struct Wanted(Vec<Want>);

#[derive(Debug, PartialEq, Eq)]
struct Want {
    term: String,
    /// Whether longer terms that begin so will do.
    is_beginning: bool,
}

impl Wanted {
    pub(in super::super) fn of(query: &Query) -> Wanted {
        let mut wants = Vec::new();
        for term in &query.terms {
            match term {
                Term::Word(word) => {
                    let chars = word.chars().count();
                    let term = first_chars(word, WORD_CHARS).to_owned();
                    let is_beginning = (BEGINNING_CHARS + 1..WORD_CHARS).contains(&chars);
                    wants.push(Want { term, is_beginning });
                }
                Term::Solid(part) => {
                    let mut terms = Vec::new();
                    solid(part, &mut terms);
                    let least = if terms.len() > 1 { 2 } else { 1 };
                    terms.retain(|term| term.chars().count() == least);
                    let want = |term: &str| Want { term: term.to_owned(), is_beginning: false };
                    wants.extend(terms.into_iter().map(want));
                }
            }
        }
        wants.sort_by(|a, b| b.term.len().cmp(&a.term.len()).then_with(|| a.term.cmp(&b.term)));
        wants.dedup();
        wants.truncate(QUERY_TERMS_MAX);
        Wanted(wants)
    }

    /// The expression that finds them in a chain. Terms hold letters, digits and signs beyond
    /// ASCII and nothing else, so none can end its quotes.
    pub(in super::super) fn expression(&self, chain: i64) -> String {
        let mark = mark(chain);
        let mut text = String::new();
        for want in &self.0 {
            let and = if text.is_empty() { "" } else { " AND " };
            let star = if want.is_beginning { " *" } else { "" };
            let _ = write!(text, "{and}\"{mark}{}\"{star}", want.term);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> String {
        Terms::of(&Folded::of(text)).marked(1)
    }

    fn expression(text: &str) -> String {
        Wanted::of(&Query::parse(text)).expression(17)
    }

    #[test]
    fn han_stands_by_character_and_by_pair() {
        assert_eq!(terms("北京人，北"), "h京 h京人 h人 h北 h北京 ");
    }

    #[test]
    fn a_word_stands_by_its_beginnings_and_whole() {
        assert_eq!(terms("Login"), "hl hlo hlog hlogin ");
        assert_eq!(terms(&"x".repeat(100)), format!("hx hxx hxxx h{} ", "x".repeat(32)));
    }

    #[test]
    fn a_query_asks_for_pairs_and_beginnings() {
        assert_eq!(expression("北京人"), "\"1h京人\" AND \"1h北京\"");
        assert_eq!(expression("北"), "\"1h北\"");
        assert_eq!(expression("lo"), "\"1hlo\"");
        assert_eq!(expression("login 用户"), "\"1h用户\" AND \"1hlogin\" *");
        assert_eq!(expression("\"*^NEAR("), "\"1hnear\" *");
        assert_eq!(expression(&"x".repeat(100)), format!("\"1h{}\"", "x".repeat(32)));
    }

    #[test]
    fn a_long_query_asks_for_a_bounded_number_of_terms() {
        let long: String = (0..300).filter_map(|n| char::from_u32(0x4E00 + n)).collect();
        assert_eq!(expression(&long).matches(" AND ").count(), QUERY_TERMS_MAX - 1);
    }

    #[test]
    fn no_mark_begins_another() {
        let marks: Vec<String> = (0..5_000).map(mark).collect();
        for one in marks.iter().step_by(7) {
            let longer = marks.iter().filter(|other| other.starts_with(one.as_str())).count();
            assert_eq!(longer, 1, "{one}");
        }
    }
}
