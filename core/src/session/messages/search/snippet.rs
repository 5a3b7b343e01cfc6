//! The part of a message that shows why it was found.
//!
//! A short message is shown whole. Else a snippet begins a little before the first place that was
//! found and ends within a bound, so results cost the same however long their messages are. Its
//! parts say what was found themselves: an offset would mean another thing in every language.

use std::ops::Range;

use crate::limits::SNIPPET_CHARS_MAX;
use crate::session::messages::model::SnippetPart;
use crate::session::messages::search::query::Query;
use crate::session::messages::search::text::Folded;

/// Characters that stand before the first place that was found.
const BEFORE_CHARS: usize = 24;

/// Cuts the snippet of a message that answers the query.
pub(super) fn of(content: &str, query: &Query) -> Vec<SnippetPart> {
    let (folded, origins) = Folded::with_origins(content);
    let place = |found: Range<usize>| {
        let start = origins[found.start];
        let last = origins[found.end - 1];
        let width = content[last..].chars().next().map_or(0, char::len_utf8);
        start..last + width
    };
    let found: Vec<Range<usize>> = query.places_in(&folded).into_iter().map(place).collect();
    let window = window(content, found.first().map_or(0, |first| first.start));
    parts(content, window, &found)
}

/// What of the content is shown: all, or from a little before `first` on.
fn window(content: &str, first: usize) -> Range<usize> {
    if content.char_indices().nth(SNIPPET_CHARS_MAX).is_none() {
        return 0..content.len();
    }
    let before = content[..first].char_indices().rev().take(BEFORE_CHARS).last();
    let start = before.map_or(first, |(at, _)| at);
    let end = content[start..].char_indices().nth(SNIPPET_CHARS_MAX);
    start..end.map_or(content.len(), |(at, _)| start + at)
}

fn parts(content: &str, window: Range<usize>, found: &[Range<usize>]) -> Vec<SnippetPart> {
    let mut parts = Vec::new();
    let mut push = |range: Range<usize>, is_match| {
        if !range.is_empty() {
            parts.push(SnippetPart { text: content[range].to_owned(), is_match });
        }
    };
    let mut at = window.start;
    for place in found {
        let start = place.start.clamp(at, window.end);
        let end = place.end.clamp(start, window.end);
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..window.end, false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(content: &str, query: &str) -> String {
        let show = |part: SnippetPart| match part.is_match {
            true => format!("[{}]", part.text),
            false => part.text,
        };
        of(content, &Query::parse(query)).into_iter().map(show).collect()
    }

    #[test]
    fn what_was_found_is_marked_as_it_is_written() {
        assert_eq!(
            marked("请 ＬＯＧＩＮ 新用户，用户", "用户 log"),
            "请 [ＬＯＧ]ＩＮ 新[用户]，[用户]"
        );
        assert_eq!(marked("㍿ cafe\u{301}!", "株 café"), "[㍿] [cafe]\u{301}!");
    }

    #[test]
    fn a_snippet_begins_near_the_first_place_and_is_bounded() {
        let content = format!("{}北京{}", "前".repeat(1_000), "后".repeat(1_000));
        let snippet = marked(&content, "北京");
        assert!(snippet.starts_with(&format!("{}[北京]", "前".repeat(BEFORE_CHARS))), "{snippet}");
        assert_eq!(snippet.chars().count(), SNIPPET_CHARS_MAX + "[]".len());
    }
}
