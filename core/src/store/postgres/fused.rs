//! Several statements in one: they take effect together, or the whole of it fails.
//!
//! Each must match exactly one row, and each writes a table of its own. The text asks for the count
//! of the first before the second runs, so a guard that does not hold ends it there; and since an
//! error undoes all of a statement, it needs no transaction around it.

use std::fmt::Write as _;

use crate::error::{Error, Result};
use crate::store::Kept;
use crate::store::server::numbered;
use crate::store::{Dialect, Param, Sql};

/// A statement whose turn comes at the end of its job.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) sql: &'static Sql,
    pub(super) params: Vec<Kept>,
}

impl Held {
    pub(super) fn new(sql: &'static Sql, params: &[Param<'_>]) -> Held {
        Held { sql, params: params.iter().map(|param| Kept::from(*param)).collect() }
    }

    /// What the text of a statement that it is part of depends on.
    pub(super) fn key(&self) -> (usize, usize) {
        (std::ptr::from_ref(self.sql).addr(), self.params.len())
    }
}

/// The table that a statement writes.
fn table(sql: &Sql) -> &str {
    let mut words = sql.text(Dialect::Postgres).split_whitespace();
    match words.next() {
        Some("INSERT" | "DELETE") => words.nth(1).unwrap_or_default(),
        _ => words.next().unwrap_or_default(),
    }
}

/// Whether the statements can be one: what one of them does, no other has to see.
pub(super) fn can_fuse(held: &[Held]) -> bool {
    let others = |n: usize| held[n + 1..].iter();
    (0..held.len()).all(|n| others(n).all(|other| table(other.sql) != table(held[n].sql)))
}

/// The text of all of them in one.
///
/// # Errors
/// `internal` where one takes another number of values than it was given.
pub(super) fn text(held: &[Held]) -> Result<String> {
    let (mut parts, mut verdict, mut before) = (String::new(), String::new(), 0);
    for (n, held) in held.iter().enumerate() {
        let (comma, and) = if n == 0 { ("", "") } else { (", ", " AND ") };
        let text = numbered(held.sql.text(Dialect::Postgres));
        let (text, takes) = moved(&text, before);
        if takes != held.params.len() {
            let count = held.params.len();
            let detail = format!("{} does not take {count} values", held.sql.name);
            return Err(Error::internal(detail));
        }
        // Writing to a String cannot fail.
        let _ = write!(parts, "{comma}m{n} AS ({text} RETURNING 1)");
        let _ = write!(verdict, "{and}(SELECT COUNT(*) FROM m{n}) = 1");
        before += held.params.len();
    }
    Ok(format!("WITH {parts} SELECT 1 / (CASE WHEN {verdict} THEN 1 ELSE 0 END)"))
}

/// The text with its parameters counted from another number on, and how many it takes.
fn moved(text: &str, by: usize) -> (String, usize) {
    let (mut pieces, mut takes) = (text.split('$'), 0);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let number = piece[..digits].parse::<usize>().unwrap_or_default();
        takes = takes.max(number);
        let _ = write!(out, "${}{}", number + by, &piece[digits..]);
    }
    (out, takes)
}

#[cfg(test)]
mod tests {
    use super::*;

    mod sql {
        #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
        crate::store::statements! {
            SPEND: User = "UPDATE wallets SET balance = balance - ?2 WHERE user_id = ?1";
            INSERT: User = "INSERT INTO point_records (user_id, seq) VALUES (?, ?)";
        }
    }

    fn held(sql: &'static Sql) -> Held {
        Held::new(sql, &[1.into(), 2.into()])
    }

    #[test]
    fn a_guard_is_asked_before_what_follows_it() {
        let text = text(&[held(&sql::SPEND), held(&sql::INSERT)]);
        assert_eq!(
            text.as_deref(),
            Ok("WITH m0 AS (UPDATE wallets SET balance = balance - $2 WHERE user_id = $1 \
             RETURNING 1), m1 AS (INSERT INTO point_records (user_id, seq) VALUES ($3, $4) \
             RETURNING 1) SELECT 1 / (CASE WHEN (SELECT COUNT(*) FROM m0) = 1 AND \
             (SELECT COUNT(*) FROM m1) = 1 THEN 1 ELSE 0 END)")
        );
    }

    #[test]
    fn statements_of_one_table_stay_apart() {
        assert!(can_fuse(&[held(&sql::SPEND), held(&sql::INSERT)]));
        assert!(!can_fuse(&[held(&sql::SPEND), held(&sql::INSERT), held(&sql::SPEND)]));
    }
}
