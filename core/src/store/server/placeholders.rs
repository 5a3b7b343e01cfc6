//! Placeholders as the servers write them.
//!
//! A statement has `?` in the order of its parameters, or `?1`, `?2` where the order of the text is
//! another; never both. A question mark inside a quoted literal stays as it is.

/// The pieces of a statement: text, or the number of a parameter counted from 0.
enum Piece<'s> {
    Text(&'s str),
    Param(usize),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut at, mut next, mut quoted) = (0, 0, 0, false);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\'' => quoted = !quoted,
            b'?' if !quoted => {
                pieces.push(Piece::Text(&text[start..at]));
                let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
                let number = match text[at + 1..at + 1 + digits].parse::<usize>() {
                    Ok(number) => number.saturating_sub(1),
                    Err(_) => next,
                };
                next = number + 1;
                pieces.push(Piece::Param(number));
                at += digits;
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    pieces.push(Piece::Text(&text[start..]));
    pieces
}

/// The text with `$1`, `$2` for its parameters.
#[cfg(feature = "postgres")]
pub(in crate::store) fn numbered(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Param(number) => format!("${}", number + 1),
        })
        .collect()
}

/// The text with `?` for its parameters, and which of them stands at each, counted from 0.
#[cfg(feature = "mysql")]
pub(in crate::store) fn positional(text: &str) -> (String, Vec<usize>) {
    let mut order = Vec::new();
    let text = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Param(number) => {
                order.push(number);
                "?"
            }
        })
        .collect();
    (text, order)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(feature = "postgres")]
    fn postgres_counts_its_parameters() {
        use super::numbered;
        assert_eq!(numbered("SELECT 1"), "SELECT 1");
        assert_eq!(numbered("a = ? AND b = ?"), "a = $1 AND b = $2");
        assert_eq!(numbered("a = ?2, b = ?1, c = ?12"), "a = $2, b = $1, c = $12");
        assert_eq!(numbered("a = '?''?1' AND b = ?"), "a = '?''?1' AND b = $1");
    }

    #[test]
    #[cfg(feature = "mysql")]
    fn mysql_gets_each_parameter_where_it_stands() {
        use super::positional;
        assert_eq!(positional("SELECT 1"), ("SELECT 1".into(), vec![]));
        assert_eq!(positional("a = ? AND b = ?"), ("a = ? AND b = ?".into(), vec![0, 1]));
        assert_eq!(
            positional("a = ?2, b = ?1, c = ?2"),
            ("a = ?, b = ?, c = ?".into(), vec![1, 0, 1])
        );
        assert_eq!(positional("a = '?' AND b = ?"), ("a = '?' AND b = ?".into(), vec![0]));
    }
}
