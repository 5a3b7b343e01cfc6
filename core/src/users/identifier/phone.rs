//! Phone numbers, in E.164: `+`, the country code, and the number, 8 to 15 digits in all.

use unicode_normalization::UnicodeNormalization;

use super::Rule;

/// Longer text is no phone number, however it is punctuated.
const INPUT_BYTES_MAX: usize = 128;

const DIGITS_MIN: usize = 8;
/// ITU-T E.164, 6.2.1.
const DIGITS_MAX: usize = 15;

const NO_COUNTRY: Rule =
    "must begin with `+` and the country code, such as +8613800138000 or +12125550123";
const BAD_LENGTH: Rule = "must have 8 to 15 digits with its country code";

/// The number in E.164.
pub(super) fn normalize(text: &str, region: Option<&str>) -> Result<String, Rule> {
    let bare = strip(text)?;
    #[cfg(feature = "phone")]
    return planned(&bare, region);
    #[cfg(not(feature = "phone"))]
    {
        let _ = region;
        match bare.starts_with('+') {
            true => checked(bare),
            false => Err(NO_COUNTRY),
        }
    }
}

/// The digits, behind a `+` if there is one, without what people write between them.
fn strip(text: &str) -> Result<String, Rule> {
    if text.len() > INPUT_BYTES_MAX {
        return Err(BAD_LENGTH);
    }
    let folded: String = text.nfkc().collect();
    if folded.contains("(0)") {
        return Err("must leave out the `(0)`, which is not dialled after a country code");
    }
    let mut bare = String::with_capacity(DIGITS_MAX + 1);
    for c in folded.chars() {
        match c {
            '0'..='9' => bare.push(c),
            '+' if bare.is_empty() => bare.push(c),
            // Dashes as phones and word processors write them; NFKC has folded the wide ones.
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '(' | ')' => {}
            c if c.is_whitespace() && !c.is_control() => {}
            _ => return Err("must hold digits only, behind a `+` and the country code"),
        }
    }
    Ok(bare)
}

fn checked(bare: String) -> Result<String, Rule> {
    let digits = &bare[1..];
    if digits.starts_with('0') {
        return Err(NO_COUNTRY);
    }
    match (DIGITS_MIN..=DIGITS_MAX).contains(&digits.len()) {
        true => Ok(bare),
        false => Err(BAD_LENGTH),
    }
}

/// Checks a number against its country's plan, and completes one without a country code.
#[cfg(feature = "phone")]
fn planned(bare: &str, region: Option<&str>) -> Result<String, Rule> {
    if bare.starts_with('+') {
        return by_plan(bare, None);
    }
    let region = region.ok_or(NO_COUNTRY)?;
    let region =
        region.parse().map_err(|_| "needs a default region in two capitals, such as CN")?;
    let complete = by_plan(bare, Some(region))?;
    // What is stored must be found by itself, whatever the library made of the prefix.
    by_plan(&complete, None)
}

/// `region` is for numbers without a country code: the library would take its national prefix off
/// the others too.
#[cfg(feature = "phone")]
fn by_plan(bare: &str, region: Option<phonenumber::country::Id>) -> Result<String, Rule> {
    // Longer than any number with any dialling prefix: not worth parsing.
    if bare.len() > DIGITS_MAX * 2 {
        return Err(BAD_LENGTH);
    }
    let plans = load_numbering_plans();
    phonenumber::parse_with(plans, region, bare)
        .ok()
        .filter(|number| phonenumber::is_valid_with(plans, number))
        .map(|number| number.format_with(plans).mode(phonenumber::Mode::E164).to_string())
        .ok_or("must be a number of its country's numbering plan")
        .and_then(checked)
}

/// The numbering plans of all countries. The first call takes 60-80 ms, the others nothing, so a
/// host that minds makes it on a thread of its own.
#[cfg(feature = "phone")]
fn load_numbering_plans() -> &'static phonenumber::metadata::Database {
    use std::sync::OnceLock;

    static PLANS: OnceLock<&'static phonenumber::metadata::Database> = OnceLock::new();
    PLANS.get_or_init(|| &phonenumber::metadata::DATABASE)
}
