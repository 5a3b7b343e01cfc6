//! E-mail addresses.
//!
//! The display form is the address in NFKC. The key folds the case of the part before the `@`
//! (which RFC 5321 lets a server tell apart, and none in use does) and has the domain as DNS does,
//! in Punycode. Quoted local parts, comments and address literals are refused: nobody's address
//! needs them, and they hide one address in another.

use caseless::default_case_fold_str;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Rule, is_invisible};
use crate::limits::EMAIL_CHARS_MAX;

/// The longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL_BYTES_MAX: usize = 64;

/// Folding the case again after NFKC settles every character of Unicode within two rounds.
const FOLDS_MAX: usize = 4;

const TOO_LONG: Rule = "must have at most 255 characters, of them 64 bytes before the `@`";
const NO_ADDRESS: Rule = "must be an e-mail address, such as ada@example.com";
const BAD_DOMAIN: Rule = "must have a valid domain after the `@`, such as example.com";

/// The display form and the key of an address.
pub(super) fn normalize(text: &str) -> Result<(String, String), Rule> {
    if text.len() > EMAIL_CHARS_MAX * 4 {
        return Err(TOO_LONG);
    }
    let display: String = text.nfkc().collect();
    let display = display.trim();
    check_characters(display)?;
    let (local, domain) = display.rsplit_once('@').ok_or(NO_ADDRESS)?;
    check_local(local)?;
    let key = format!("{}@{}", fold(local)?, ascii_domain(domain)?);
    if display.chars().count() > EMAIL_CHARS_MAX || key.len() > EMAIL_CHARS_MAX {
        return Err(TOO_LONG);
    }
    Ok((display.to_owned(), key))
}

fn check_characters(display: &str) -> Result<(), Rule> {
    if display.chars().any(char::is_control) {
        return Err("must not contain control characters");
    }
    if display.chars().any(is_invisible) {
        return Err("must not contain invisible characters; type it instead of pasting it");
    }
    if display.contains(char::is_whitespace) {
        return Err("must not contain spaces");
    }
    if display.contains('"') {
        return Err("must not be quoted: write the address without quotation marks");
    }
    Ok(())
}

fn check_local(local: &str) -> Result<(), Rule> {
    if local.contains('@') {
        return Err("must contain one `@` only");
    }
    if local.split('.').any(str::is_empty) {
        return Err("must not have a dot at an end of the part before the `@`, nor two in a row");
    }
    if local.contains(['(', ')', '<', '>', '[', ']', ':', ';', ',', '\\']) {
        return Err("must be one bare address, without a name, comment or list");
    }
    if local.starts_with(is_combining_mark) {
        return Err("must not begin with a combining mark");
    }
    if local.len() > LOCAL_BYTES_MAX {
        return Err(TOO_LONG);
    }
    Ok(())
}

/// The local part without case, such that folding it again changes nothing.
fn fold(local: &str) -> Result<String, Rule> {
    if local.is_ascii() {
        return Ok(local.to_ascii_lowercase());
    }
    let mut key = local.to_owned();
    for _ in 0..FOLDS_MAX {
        let folded: String = default_case_fold_str(&key).nfkc().collect();
        if folded == key {
            // The key must itself be an address: it is what a user may be looked up by.
            check_local(&key)?;
            return Ok(key);
        }
        key = folded;
    }
    Err("must be written in plain letters before the `@`")
}

/// The domain as DNS has it, with two labels or more and a name, not a number, as the last.
fn ascii_domain(domain: &str) -> Result<String, Rule> {
    let ascii = Uts46::new()
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .map_err(|_| BAD_DOMAIN)?;
    match ascii.rsplit_once('.') {
        Some((_, top)) if !top.bytes().all(|byte| byte.is_ascii_digit()) => Ok(ascii.into_owned()),
        _ => Err(BAD_DOMAIN),
    }
}
