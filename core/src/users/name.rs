//! What people are called.
//!
//! A name is kept as it is written, in NFC and without spaces around it. Letters of every script
//! pass; what only disturbs the text around a name does not.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::identifier::is_invisible;
use crate::error::{Error, Result};
use crate::limits;

/// A user's name: 2 to 100 characters.
pub(crate) fn name(text: &str) -> Result<String> {
    normalize("name", text, limits::NAME_CHARS_MIN, limits::NAME_CHARS_MAX)
}

/// A user's nickname: 1 to 50 characters.
pub(crate) fn nickname(text: &str) -> Result<String> {
    normalize("nickname", text, 1, limits::NICKNAME_CHARS_MAX)
}

fn normalize(field: &str, text: &str, min: usize, max: usize) -> Result<String> {
    let refuse = |rule: &str| Err(Error::validation(field, rule));
    // Spaces around it count here: text so long is no name that was typed.
    if text.len() > max * 8 {
        return refuse(&format!("must have at most {max} characters"));
    }
    let name: String = text.trim().nfc().collect();
    let seen = name.chars().filter(|c| !is_invisible(*c)).count();
    if seen < min {
        return refuse(&format!("must have at least {min} characters that one can see"));
    }
    if name.chars().count() > max {
        return refuse(&format!("must have at most {max} characters"));
    }
    if name.chars().any(char::is_control) {
        return refuse("must not contain control characters");
    }
    if name.chars().any(turns_text) {
        return refuse("must not contain marks that turn the direction of text");
    }
    if name.starts_with(is_combining_mark) {
        return refuse("must not begin with a combining mark");
    }
    Ok(name)
}

/// Embeddings, overrides and isolates: they go on behind the name that opened them.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_every_script_pass_as_they_are_written() {
        for text in
            ["Ada Lovelace", "李明", "محمد", "की", "O’Neil", "👩\u{200D}🚀 Li", "می\u{200C}خواهم"]
        {
            assert_eq!(name(text).unwrap(), text);
        }
        assert_eq!(name(" \u{3000}Zo\u{e8}\n").unwrap(), "Zoè");
        assert_eq!(name("Zoe\u{300}").unwrap(), "Zoè");
    }

    #[test]
    fn lengths_pass_at_the_limit_and_not_one_beyond() {
        assert!(name("李").is_err() && name("李明").is_ok() && nickname("李").is_ok());
        assert!(name(&"李".repeat(100)).is_ok() && name(&"李".repeat(101)).is_err());
        assert!(nickname(&"x".repeat(50)).is_ok() && nickname(&"x".repeat(51)).is_err());
        assert!(name("  x  ").is_err() && nickname("   ").is_err() && name("").is_err());
        assert!(name(&"x".repeat(10_000_000)).is_err());
    }

    #[test]
    fn what_disturbs_the_text_around_a_name_is_refused() {
        let hostile = [
            "a\0b",
            "a\nb",
            "ab\u{202E}",
            "\u{301}ab",
            "\u{200B}\u{200B}",
            "a\u{FEFF}",
            "\u{2066}ab",
        ];
        for text in hostile {
            let error = name(text).unwrap_err();
            assert_eq!(error.details()["field"], "name", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_that_passes_passes_again_unchanged(text in "\\PC{0,120}") {
            if let Ok(once) = name(&text) {
                prop_assert_eq!(name(&once).unwrap(), once);
            }
        }
    }
}
