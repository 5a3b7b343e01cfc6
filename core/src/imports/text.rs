//! JSON text on its way from a file, mended where programs are known to write it wrong.
//!
//! Halves of surrogate pairs and NUL become U+FFFD, raw control characters in strings are escaped,
//! and whatever is not UTF-8 is replaced by whoever reads the text. Nothing else changes, so a text
//! that was right means the same.

/// What a mended character becomes.
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// Mends the inside of strings, byte by byte.
#[derive(Debug, Default)]
pub(super) struct Mender {
    escape: Escape,
    /// The first half of a pair whose second half may follow.
    high: Option<u32>,
}

#[derive(Debug, Default, Clone, Copy)]
enum Escape {
    #[default]
    None,
    Begun,
    Unicode {
        digits: [u8; 4],
        have: usize,
    },
}

impl Mender {
    /// Whether plain bytes may be copied past it.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self.escape, Escape::None) && self.high.is_none()
    }

    /// Takes one byte of a string; answers whether it was the quote that ends it.
    pub(super) fn take(&mut self, byte: u8, out: &mut Vec<u8>) -> bool {
        match self.escape {
            Escape::None if byte == b'\\' => self.escape = Escape::Begun,
            Escape::None => {
                self.drop_half(out);
                match byte {
                    0 => out.extend_from_slice(REPLACEMENT),
                    1..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
                    byte => out.push(byte),
                }
                return byte == b'"';
            }
            Escape::Begun if byte == b'u' => {
                self.escape = Escape::Unicode { digits: [0; 4], have: 0 };
            }
            Escape::Begun => {
                self.drop_half(out);
                self.escape = Escape::None;
                out.extend_from_slice(&[b'\\', byte]);
            }
            Escape::Unicode { mut digits, have } if byte.is_ascii_hexdigit() => {
                digits[have] = byte;
                if have < 3 {
                    self.escape = Escape::Unicode { digits, have: have + 1 };
                } else {
                    self.escape = Escape::None;
                    self.unit(digits, out);
                }
            }
            // No escape at all: left as it is, for the reader to refuse.
            Escape::Unicode { digits, have } => {
                self.escape = Escape::None;
                self.drop_half(out);
                out.extend_from_slice(b"\\u");
                out.extend_from_slice(&digits[..have]);
                return self.take(byte, out);
            }
        }
        false
    }

    /// One UTF-16 unit that was escaped.
    fn unit(&mut self, digits: [u8; 4], out: &mut Vec<u8>) {
        let hex = |value, digit: u8| value * 16 + char::from(digit).to_digit(16).unwrap_or(0);
        let unit = digits.into_iter().fold(0, hex);
        let character = match (self.high.take(), unit) {
            (Some(high), 0xDC00..=0xDFFF) => {
                char::from_u32(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00))
            }
            (before, unit) => {
                if before.is_some() {
                    out.extend_from_slice(REPLACEMENT);
                }
                if let 0xD800..=0xDBFF = unit {
                    self.high = Some(unit);
                    return;
                }
                char::from_u32(unit).filter(|c| *c != '\0')
            }
        };
        match character {
            // A quote must stay escaped, and so must control characters.
            Some('\u{1}'..='\u{7F}') => {
                out.extend_from_slice(b"\\u");
                out.extend_from_slice(&digits);
            }
            Some(other) => {
                out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes());
            }
            None => out.extend_from_slice(REPLACEMENT),
        }
    }

    fn drop_half(&mut self, out: &mut Vec<u8>) {
        if self.high.take().is_some() {
            out.extend_from_slice(REPLACEMENT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &[u8]) -> String {
        let (mut mender, mut out) = (Mender::default(), Vec::new());
        let ended = text.iter().position(|byte| mender.take(*byte, &mut out));
        assert_eq!(ended, Some(text.len() - 1), "{text:?}");
        out.insert(0, b'"');
        serde_json::from_slice(&out).expect("mended text is JSON")
    }

    #[test]
    fn halves_of_pairs_and_nul_are_replaced_and_the_rest_stays() {
        for (text, expected) in [
            (r#"plain""#, "plain"),
            (r#"\ud83e\udded""#, "🧭"),
            (r#"\ud83e""#, "\u{FFFD}"),
            (r#"\ud83ex\udded""#, "\u{FFFD}x\u{FFFD}"),
            (r#"\ud83e\ud83e\udded""#, "\u{FFFD}🧭"),
            (r#"\ud83e\n\"""#, "\u{FFFD}\n\""),
            (r#"\u0000\u0022\u005c\u00e9""#, "\u{FFFD}\"\\é"),
            ("a\0b\u{1}c\nd\"", "a\u{FFFD}b\u{1}c\nd"),
        ] {
            assert_eq!(mended(text.as_bytes()), expected, "{text}");
        }
    }
}
