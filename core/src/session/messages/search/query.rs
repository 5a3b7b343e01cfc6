//! What a search asks for, and whether a text answers it.
//!
//! A query has no syntax: its words and solid runs are its terms, and a message answers it when it
//! holds all of them, in any order. A word is answered by a word that begins with it, a solid run
//! by a solid run that holds it. So what a query finds is said here alone; an index only proposes.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::session::messages::search::text::{Folded, Kind, Run};

/// The terms of a query. Without any it finds nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) terms: Vec<Term>,
}

/// Something that a message must hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    /// The beginning of a word.
    Word(String),
    /// Part of a solid run.
    Solid(String),
}

impl Query {
    pub(super) fn parse(text: &str) -> Query {
        let folded = Folded::of(text);
        let terms: BTreeSet<Term> = folded
            .runs
            .iter()
            .map(|run| match run.kind {
                Kind::Word => Term::Word(folded.run(run).to_owned()),
                Kind::Solid => Term::Solid(folded.run(run).to_owned()),
            })
            .collect();
        Query { terms: terms.into_iter().collect() }
    }

    /// Whether a text holds every term.
    pub(super) fn is_answered_by(&self, text: &str) -> bool {
        let folded = Folded::of(text);
        let holds =
            |term: &Term| folded.runs.iter().any(|run| term.first_in(&folded, run).is_some());
        !self.terms.is_empty() && self.terms.iter().all(holds)
    }

    /// Where the terms stand in a folded text: in order, not overlapping.
    pub(super) fn places_in(&self, folded: &Folded) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for run in &folded.runs {
            for term in &self.terms {
                let mut run = run.clone();
                while let Some(place) = term.first_in(folded, &run) {
                    run.at.start = place.end;
                    places.push(place);
                    if run.kind == Kind::Word {
                        break;
                    }
                }
            }
        }
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup_by(|next, last| {
            let touches = next.start <= last.end;
            if touches {
                last.end = last.end.max(next.end);
            }
            touches
        });
        places
    }
}

impl Term {
    /// The first place of this term in a run.
    fn first_in(&self, folded: &Folded, run: &Run) -> Option<Range<usize>> {
        let text = folded.run(run);
        let (at, length) = match (self, run.kind) {
            (Term::Word(word), Kind::Word) if text.starts_with(word) => (0, word.len()),
            (Term::Solid(part), Kind::Solid) => (text.find(part)?, part.len()),
            _ => return None,
        };
        let start = run.at.start + at;
        Some(start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, text: &str) -> bool {
        Query::parse(query).is_answered_by(text)
    }

    #[test]
    fn a_word_is_found_by_its_beginning_and_han_by_any_part() {
        assert!(finds("log", "please LOGIN now"));
        assert!(!finds("ogin", "please login now"));
        assert!(finds("国人", "中国人民"));
        assert!(finds("民", "中国人民"));
        assert!(!finds("国人", "中国，人民"));
    }

    #[test]
    fn all_terms_must_stand_in_any_order() {
        assert!(finds("用户 login", "Login：新用户"));
        assert!(finds("用户login", "Login 用户"));
        assert!(!finds("用户 login", "新用户"));
    }

    #[test]
    fn operators_are_text() {
        for query in ["NOT login", "login OR logout", "NEAR(a b)", "terms:login", "login -x"] {
            assert!(!finds(query, "login"), "{query}");
        }
        assert!(finds("\"login\"*", "login"));
        assert!(!finds("\"*()", "\"*()"), "punctuation alone finds nothing");
    }

    #[test]
    fn places_are_in_order_and_do_not_overlap() {
        let folded = Folded::of("北京北京 beijing");
        let places = Query::parse("北京 京北 bei").places_in(&folded);
        let found: Vec<&str> = places.into_iter().map(|place| &folded.text[place]).collect();
        assert_eq!(found, ["北京北京", "bei"]);
    }
}
