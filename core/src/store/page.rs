//! Pages and their cursors.
//!
//! A list is read one row past its limit, by key and never by OFFSET, so a page costs the same
//! wherever it stands. A cursor is opaque text that names the last row seen; it selects nothing
//! that the statement's own WHERE would not, so a forged one shows nobody else's rows. It carries
//! which list it is of, so one of another list is refused instead of answering a wrong page.

use uuid::Uuid;

use crate::error::{ErrorKind, Result};

/// The place where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// What the list is ordered by: a moment, or a number.
    pub(crate) at: i64,
    /// The id that orders rows with the same `at`.
    pub(crate) id: Uuid,
}

const PLACE_BYTES: usize = 24;

impl Cursor {
    /// Past every row, where a list of the newest begins.
    pub(crate) const NEWEST: Cursor = Cursor { at: i64::MAX, id: Uuid::max() };

    /// The cursor of `list` as text.
    pub(crate) fn of(list: &str, at: i64, id: Uuid) -> String {
        let mut bytes = [0; PLACE_BYTES];
        bytes[..8].copy_from_slice(&at.to_be_bytes());
        bytes[8..].copy_from_slice(id.as_bytes());
        seal('p', list, &bytes)
    }

    /// The cursor of a list that is ordered by a name, as text.
    pub(crate) fn of_text(list: &str, name: &str) -> String {
        seal('n', list, name.as_bytes())
    }

    /// Reads what [`Cursor::of`] wrote for the same list; none stays none.
    pub(crate) fn place(list: &str, text: Option<&str>) -> Result<Option<Cursor>> {
        let Some(bytes) = open('p', list, text)? else { return Ok(None) };
        let (at, id) = bytes.split_first_chunk::<8>().ok_or(ErrorKind::CursorInvalid {})?;
        let id = Uuid::from_slice(id).map_err(|_| ErrorKind::CursorInvalid {})?;
        Ok(Some(Cursor { at: i64::from_be_bytes(*at), id }))
    }

    /// Reads what [`Cursor::of_text`] wrote for the same list; none stays none.
    pub(crate) fn text(list: &str, text: Option<&str>) -> Result<Option<String>> {
        let Some(bytes) = open('n', list, text)? else { return Ok(None) };
        String::from_utf8(bytes)
            .ok()
            .filter(|name| !name.contains('\0'))
            .map(Some)
            .ok_or_else(|| ErrorKind::CursorInvalid {}.into())
    }
}

/// Cuts the row past the limit and names the place of the last that is left.
pub(crate) fn page<T>(
    mut rows: Vec<T>,
    limit: i64,
    place: impl FnOnce(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(0);
    if rows.len() <= limit {
        return (rows, None);
    }
    rows.truncate(limit);
    let next = rows.last().map(place);
    (rows, next)
}

/// Kind, bytes in hexadecimal, and a check that catches a cursor which was cut or mistyped, or is
/// of another list.
fn seal(kind: char, list: &str, bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| char::from(DIGITS[usize::from(four)]);
    let mut text = String::with_capacity(6 + bytes.len() * 2);
    text.push(kind);
    for byte in bytes.iter().chain(&check(kind, list, bytes).to_be_bytes()) {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

fn open(kind: char, list: &str, text: Option<&str>) -> Result<Option<Vec<u8>>> {
    let Some(text) = text else { return Ok(None) };
    let parse = || {
        let digits = text.strip_prefix(kind)?.as_bytes();
        let mut bytes = digits
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect::<Option<Vec<u8>>>()?;
        let split = bytes.len().checked_sub(2).filter(|_| digits.len() % 2 == 0)?;
        let sum = bytes.split_off(split);
        (check(kind, list, &bytes).to_be_bytes() == sum[..]).then_some(bytes)
    };
    parse().map(Some).ok_or_else(|| ErrorKind::CursorInvalid {}.into())
}

/// Fletcher-16 (RFC 1146).
fn check(kind: char, list: &str, bytes: &[u8]) -> u16 {
    let start = (kind as u32 % 255, 0);
    let (low, high) = list.as_bytes().iter().chain(bytes).fold(start, |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 255;
        (low, (high + low) % 255)
    });
    u16::try_from(high << 8 | low).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "sessions.list";

    #[test]
    fn a_cursor_reads_back_and_only_for_its_kind_of_list() {
        let id = Uuid::from_u128(77);
        let text = Cursor::of(LIST, -5, id);
        assert_eq!(Cursor::place(LIST, Some(&text)).expect("valid"), Some(Cursor { at: -5, id }));
        assert!(Cursor::text(LIST, Some(&text)).is_err());
        assert_eq!(
            Cursor::text(LIST, Some(&Cursor::of_text(LIST, "主题"))).expect("valid").as_deref(),
            Some("主题")
        );
        assert_eq!(Cursor::place(LIST, None).expect("none"), None);
    }

    #[test]
    fn a_damaged_cursor_is_refused() {
        let text = Cursor::of(LIST, 5, Uuid::from_u128(9));
        for cut in 0..text.len() {
            assert!(Cursor::place(LIST, Some(&text[..cut])).is_err(), "cut at {cut}");
        }
        for wrong in ["p", "pzz", "p+1+2", "ü", "p00", "\u{0}"] {
            assert!(Cursor::place(LIST, Some(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let lists =
            ["sessions.list", "messages.list", "wallet.history", "settings.list", "plans.list"];
        for (made, read) in lists.iter().flat_map(|made| lists.map(|read| (*made, read))) {
            let place = Cursor::of(made, 5, Uuid::nil());
            let name = Cursor::of_text(made, "theme");
            assert_eq!(Cursor::place(read, Some(&place)).is_ok(), made == read, "{made} {read}");
            assert_eq!(Cursor::text(read, Some(&name)).is_ok(), made == read, "{made} {read}");
        }
    }
}
