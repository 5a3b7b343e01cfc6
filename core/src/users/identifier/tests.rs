#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::error::ErrorCode;

fn email_key(text: &str) -> String {
    Identifier::email(text).unwrap_or_else(|error| panic!("{text:?}: {error}")).key
}

fn phone_key(text: &str) -> String {
    Identifier::phone(text, None).unwrap_or_else(|error| panic!("{text:?}: {error}")).key
}

fn assert_refused(outcome: Result<Identifier>, field: &str, text: &str) {
    let error = match outcome {
        Ok(identifier) => panic!("{text:?} passed as {:?}", identifier.key),
        Err(error) => error,
    };
    assert_eq!(error.code(), ErrorCode::Validation, "{text:?}");
    assert_eq!(error.details()["field"], field, "{text:?}");
}

/// ASCII in the full-width forms that an input method makes.
fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            ' ' => '\u{3000}',
            c => c,
        })
        .collect()
}

#[test]
fn an_address_keeps_its_form_for_people_and_has_one_key() {
    let ada = Identifier::email(" Ada.Lovelace+x@Example.COM\n").unwrap();
    assert_eq!(ada.display, "Ada.Lovelace+x@Example.COM");
    assert_eq!(ada.key, "ada.lovelace+x@example.com");
    assert_eq!(email_key(&wide("Ada.Lovelace+x@example.com")), ada.key);
    assert_eq!(email_key("李明@例子.中国"), "李明@xn--fsqu00a.xn--fiqs8s");
    assert_eq!(email_key("李明@例子。中国"), email_key("李明@XN--FSQU00A.xn--fiqs8s"));
    assert_eq!(email_key("STRASSE@bücher.de"), email_key("straße@BÜCHER.de"));
    assert_eq!(email_key("e\u{301}@x.fr"), email_key("É@x.fr"));
    // Three sigmas, one letter; and the dotted capital I of Turkish keeps its dot.
    assert_eq!(email_key("ΟΔΟΣ@x.gr"), email_key("οδος@x.gr"));
    assert_ne!(email_key("İ@x.tr"), email_key("i@x.tr"));
    assert_eq!(
        email_key("o'neil!#$%&*/=?^_`{|}~-@sub.example.co.uk"),
        "o'neil!#$%&*/=?^_`{|}~-@sub.example.co.uk"
    );
}

#[test]
fn what_is_no_address_is_refused() {
    let texts = [
        "",
        " ",
        "@",
        "a",
        "a@",
        "@b.c",
        "a@b",
        "a@b@c.d",
        "a@.c",
        "a@b.",
        "a@b..c",
        ".a@b.c",
        "a.@b.c",
        "a..b@c.d",
        "a b@c.d",
        "a@b c.d",
        "\"a\"@b.c",
        "\"a@x\"@b.c",
        "a@[1.2.3.4]",
        "a@1.2.3.4",
        "a@-b.c",
        "a@b-.c",
        "a@b_c.d",
        "a(x)@b.c",
        "Ada <a@b.c>",
        "a@b.c,d@e.f",
        "a\\b@c.d",
        "a\0@b.c",
        "a@b.c\0",
        "a\u{7f}@b.c",
        "a\u{85}b@c.d",
        "a@b\tc.d",
        "mailto:a@b.c",
        "a@xn--a.com",
        "a@b.c/d",
        "a@b.c:25",
    ];
    for text in texts {
        assert_refused(Identifier::email(text), "email", text);
    }
}

#[test]
fn characters_that_cannot_be_seen_are_refused_in_an_address() {
    let hidden = [
        '\u{200B}',
        '\u{200D}',
        '\u{202E}',
        '\u{FEFF}',
        '\u{AD}',
        '\u{2060}',
        '\u{FE0F}',
        '\u{E0041}',
        '\u{3164}',
    ];
    for c in hidden {
        for text in [format!("a{c}da@b.c"), format!("ada@b{c}b.cc"), format!("{c}ada@b.c")] {
            assert_refused(Identifier::email(&text), "email", &text);
        }
    }
    assert_refused(Identifier::email("\u{301}@b.c"), "email", "a lone combining mark");
    assert_refused(Identifier::email("a@\u{301}b.c"), "email", "a lone combining mark");
    assert_eq!(email_key("محمد@example.com"), "محمد@example.com");
}

#[test]
fn an_address_passes_at_its_lengths_and_not_one_beyond() {
    let local = "l".repeat(64);
    let domain = |chars: usize| {
        let rest = chars - 3 * 61;
        format!("{0}.{0}.{0}.{1}", "d".repeat(60), "e".repeat(rest))
    };
    assert_eq!(email_key(&format!("l@{}", domain(200))).len(), 202);
    assert_eq!(email_key(&format!("{local}@{}", domain(190))).len(), 255);
    assert_refused(Identifier::email(&format!("{local}@{}", domain(191))), "email", "256");
    assert_refused(Identifier::email(&format!("l{local}@b.cc")), "email", "65 before the @");
    assert_eq!(email_key(&format!("a@{}.cc", "d".repeat(63))).len(), 68);
    assert_refused(Identifier::email(&format!("a@{}.cc", "d".repeat(64))), "email", "label");
}

#[test]
fn ten_megabytes_are_refused_before_any_work() {
    // One NFKC of this text would grow it eighteenfold.
    for text in ["\u{FDFA}".repeat(3_333_333), "@".repeat(10_000_000)] {
        assert_refused(Identifier::email(&text), "email", "10 MB");
        assert_refused(Identifier::phone(&text, None), "phone", "10 MB");
        assert_refused(Identifier::external(&text), "externalId", "10 MB");
    }
}

#[test]
fn a_number_has_one_key_however_it_is_punctuated() {
    let key = "+8613800138000";
    let texts = [
        "+8613800138000",
        " +86 138-0013-8000 ",
        "+86 (138) 0013.8000",
        "+86\u{a0}138\u{2011}0013\u{2212}8000",
        "(+86) 138 0013 8000",
    ];
    for text in texts {
        assert_eq!(phone_key(text), key, "{text:?}");
        assert_eq!(phone_key(&wide(text)), key, "{text:?}");
    }
    let phone = Identifier::phone(texts[1], None).unwrap();
    assert_eq!((phone.display.as_str(), phone.kind), (key, IdentifierKind::Phone));
}

#[test]
fn what_is_no_number_with_a_country_code_is_refused() {
    let texts = [
        "",
        "+",
        "13800138000",
        "008613800138000",
        "+0013800138000",
        "+861380013800x",
        "++8613800138000",
        "86+13800138000",
        "+86 138 0013 8000 ext 1",
        "tel:+8613800138000",
        "+86138001380\u{0}00",
        "+86138\n00138000",
        "+8613800138000\u{200B}",
        "\u{202E}+8613800138000",
        "+٨٦١٣٨٠٠١٣٨٠٠٠",
        "+44 (0)20 7946 0958",
        "+1234567",
        "+1234567890123456",
        "+1\u{301}2125550123",
        "+86138001380001380013800138",
    ];
    for text in texts {
        assert_refused(Identifier::phone(text, None), "phone", text);
    }
    let error = Identifier::phone("13800138000", None).unwrap_err();
    assert!(error.to_string().contains("country code"), "{error}");
}

#[cfg(not(feature = "phone"))]
#[test]
fn a_national_number_is_refused_without_the_numbering_plans() {
    assert_refused(Identifier::phone("13800138000", Some("CN")), "phone", "national");
    assert_eq!(phone_key("+12345678"), "+12345678");
    assert_eq!(phone_key("+123456789012345"), "+123456789012345");
}

#[cfg(feature = "phone")]
#[test]
fn a_national_number_is_completed_from_its_region() {
    let key = |text: &str, region| Identifier::phone(text, Some(region)).unwrap().key;
    assert_eq!(key("138 0013 8000", "CN"), "+8613800138000");
    // The national prefix of the region must not be taken off another country's number.
    assert_eq!(key("+8613800138000", "US"), "+8613800138000");
    assert_eq!(key("(212) 555-0123", "US"), "+12125550123");
    assert_eq!(key("020 7946 0958", "GB"), "+442079460958");
    assert_eq!(key("06 698 82000", "IT"), "+390669882000");
    assert_refused(Identifier::phone("123", Some("CN")), "phone", "too short");
    assert_refused(Identifier::phone("+8600000000000", None), "phone", "not in the plan");
    assert_refused(Identifier::phone("13800138000", Some("XX")), "phone", "no region");
}

#[test]
fn an_external_id_is_opaque() {
    for text in ["a", "Ａ", " x ", "用户:42", &"x".repeat(64)] {
        assert_eq!(Identifier::external(text).unwrap().key, text);
    }
    for text in ["", "a\0", "a\nb", "\u{7f}", &"x".repeat(65), &"用".repeat(22)] {
        assert_refused(Identifier::external(text), "externalId", text);
    }
}

#[test]
fn kinds_keep_their_names_and_numbers() {
    let kinds = [IdentifierKind::Phone, IdentifierKind::Email, IdentifierKind::External];
    assert_eq!(kinds.map(IdentifierKind::number), [1, 2, 3]);
    assert_eq!(kinds.map(IdentifierKind::as_str), ["phone", "email", "external"]);
}

#[test]
fn debug_and_errors_show_no_identifier() {
    let ada = Identifier::email("ada@example.com").unwrap();
    assert_eq!(format!("{ada:?}"), "Identifier(email)");
    for outcome in [Identifier::email("canary"), Identifier::phone("canary", None)] {
        assert!(!format!("{:?}", outcome.unwrap_err()).contains("canary"));
    }
}

/// Texts that look like addresses, of letters which fold, compose and widen.
fn near_email() -> impl Strategy<Value = String> {
    let part = "[A-Za-z0-9.ßİıſKΣςǅﬁŉᾳΐẞÅÅé\u{301}\u{345}\u{327}①Ａ－＠。中]{1,8}";
    (part, part, "[a-zA-Z]{2,3}|中国|ＣＯＭ").prop_map(|(l, d, t)| format!("{l}@{d}.{t}"))
}

/// Changes of case or width that keep the address.
fn variants(text: &str) -> Vec<String> {
    vec![
        text.nfd().collect(),
        text.nfkc().collect(),
        text.nfkd().collect(),
        text.to_ascii_uppercase(),
        text.to_ascii_lowercase(),
        wide(text),
        format!("  {text}\u{3000}"),
    ]
}

proptest! {
    #[test]
    fn normalising_an_address_again_changes_nothing(text in near_email()) {
        if let Ok(once) = Identifier::email(&text) {
            let again = Identifier::email(&once.display).unwrap();
            prop_assert_eq!((&again.display, &again.key), (&once.display, &once.key));
            let by_key = Identifier::email(&once.key).unwrap();
            prop_assert_eq!((&by_key.display, &by_key.key), (&once.key, &once.key));
        }
    }

    #[test]
    fn an_address_has_one_key_in_every_case_and_width(text in near_email()) {
        if let Ok(once) = Identifier::email(&text) {
            for variant in variants(&text) {
                let found = Identifier::email(&variant);
                prop_assert!(found.as_ref().is_ok_and(|v| v.key == once.key), "{:?}", variant);
            }
        }
    }

    #[test]
    fn any_text_is_an_address_or_a_refusal(text in any::<String>()) {
        if let Ok(once) = Identifier::email(&text) {
            prop_assert_eq!(Identifier::email(&once.display).unwrap().key, once.key);
        }
    }

    #[test]
    fn a_number_is_found_again_by_its_key(text in "[+＋]?[0-9０-９ ().－-]{7,20}") {
        if let Ok(once) = Identifier::phone(&text, None) {
            prop_assert_eq!(&Identifier::phone(&once.key, None).unwrap().key, &once.key);
            prop_assert!(once.key.len() <= 16 && once.key.starts_with('+'));
        }
    }

    #[test]
    fn any_text_is_a_number_or_a_refusal(
        text in prop_oneof![any::<String>(), "[+0-9]{1,16}"], region in "CN|US|GB|IT|[A-Z]{2}",
    ) {
        if let Ok(once) = Identifier::phone(&text, Some(&region)) {
            prop_assert_eq!(Identifier::phone(&once.key, None).unwrap().key, once.key.as_str());
            prop_assert_eq!(Identifier::phone(&once.key, Some(&region)).unwrap().key, once.key);
        }
    }
}
