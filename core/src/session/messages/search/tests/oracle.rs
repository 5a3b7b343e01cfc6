//! A property test: whatever is appended, deleted and indexed in whatever order, a search answers
//! what reading every message says. The oracle knows nothing of folding, terms or chains.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::MessageId;

/// One act on Ada's messages.
#[derive(Debug, Clone)]
enum Act {
    Append { text: String, at_ms: i64 },
    Toggle(prop::sample::Index),
    Index,
    Search { query: String, limit: i64 },
}

/// Texts of few letters, so that queries find something.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "中", "国", "人", "中国", "ab", "abc", "Abcd", "ABCDE", "b", "，", " ", "-", "\"", "*", "1",
    ]);
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => (words(), 0..20i64).prop_map(|(text, at)| Act::Append { text, at_ms: NOW + at }),
        1 => any::<prop::sample::Index>().prop_map(Act::Toggle),
        2 => Just(Act::Index),
        4 => (words(), 1..5i64).prop_map(|(query, limit)| Act::Search { query, limit }),
    ];
    prop::collection::vec(act, 1..40)
}

fn is_han(c: char) -> bool {
    !c.is_ascii() && c != '，'
}

/// Cuts a text where Han, letters and the rest meet.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.to_lowercase().chars() {
        let part = is_han(c) || c.is_ascii_alphanumeric();
        let goes_on = part && is_han(c) == is_han(last) && !" ，-\"*".contains(last);
        match pieces.last_mut() {
            Some(piece) if goes_on => piece.push(c),
            _ if part => pieces.push(c.into()),
            _ => {}
        }
        last = c;
    }
    pieces
}

fn answers(query: &str, text: &str) -> bool {
    let (wanted, pieces) = (pieces(query), pieces(text));
    let stands = |part: &String| match part.chars().all(is_han) {
        true => pieces.iter().any(|piece| piece.contains(part.as_str())),
        false => pieces.iter().any(|piece| piece.starts_with(part.as_str())),
    };
    !wanted.is_empty() && wanted.iter().all(stands)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if crate::engine::test_backend() == "sqlite" { 48 } else { 4 },
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_search_answers_what_reading_every_message_says(acts in acts()) {
        let (engine, _) = engine();
        let session = begin(&engine, ADA);
        let mut told: BTreeMap<(i64, MessageId), (String, bool)> = BTreeMap::new();
        for act in acts {
            match act {
                Act::Append { text, at_ms } => {
                    let request = draft(&session, &text).created_at_ms(at_ms);
                    let message = engine.messages().append(request).unwrap().message;
                    told.insert((at_ms, message.id), (text, true));
                }
                Act::Toggle(which) if !told.is_empty() => {
                    let n = which.index(told.len());
                    let (place, (_, is_shown)) = told.iter_mut().nth(n).unwrap();
                    *is_shown = !*is_shown;
                    trash(&engine, place.1, ADA, !*is_shown);
                }
                Act::Toggle(_) => {}
                Act::Index => index_all(&engine),
                Act::Search { query, limit } => {
                    let found: Vec<MessageId> = pages(&engine, &request(&query).limit(limit))
                        .iter()
                        .map(|hit| hit.message_id)
                        .collect();
                    let expected: Vec<MessageId> = told
                        .iter()
                        .rev()
                        .filter(|(_, (text, is_shown))| *is_shown && answers(&query, text))
                        .map(|((_, id), _)| *id)
                        .collect();
                    prop_assert_eq!(found, expected, "{}", query);
                }
            }
        }
    }

    #[test]
    fn no_text_is_syntax(query in "[^\0]{1,200}", text in "[^\0]{1,100}") {
        let (engine, _) = engine();
        let session = begin(&engine, ADA);
        say(&engine, &session, &text);
        say(&engine, &session, &query);
        let before = found(&engine, &query);
        index_all(&engine);
        prop_assert_eq!(&found(&engine, &query), &before);
        let has_words = query.chars().any(|c| c.is_ascii_alphanumeric() || is_han_plain(c));
        prop_assert!(!has_words || !before.is_empty(), "a message answers itself");
    }
}

fn is_han_plain(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
