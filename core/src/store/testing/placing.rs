//! Which shard a statement belongs to.

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::store::{Param, Scope, Sql};

/// Tables which every shard has whole, because statements of users read them.
const EVERYWHERE: [&str; 3] = [" plans ", " engine_meta ", " schema_migrations "];

/// Where a statement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// To every shard; what they answer is joined.
    All,
    /// To one shard.
    One(usize),
}

/// The place of a statement, of so many shards.
///
/// # Errors
/// `internal` for a statement that keeps a user's scope only in name.
pub(super) fn place(sql: &Sql, params: &[Param<'_>], shards: usize) -> Result<Place> {
    let everywhere = || EVERYWHERE.iter().any(|table| sql.any.contains(table));
    Ok(match sql.scope {
        Scope::User | Scope::TwoUsers => {
            let mut owners = owners(sql.any).into_iter().map(|at| owner(sql, params.get(at)));
            let first = owners.next().ok_or_else(|| lost(sql, "names no user"))??;
            let shard = shard(first, shards);
            for other in owners {
                if self::shard(other?, shards) != shard {
                    return Err(lost(sql, "names users of two shards"));
                }
            }
            Place::One(shard)
        }
        Scope::EngineScan if sql.any.starts_with("SELECT") && everywhere() => Place::One(0),
        Scope::EngineScan => Place::All,
        Scope::Directory if everywhere() && !sql.any.starts_with("SELECT") => Place::All,
        Scope::Directory | Scope::TenantScan => Place::One(0),
    })
}

fn owner(sql: &Sql, param: Option<&Param<'_>>) -> Result<Uuid> {
    match param {
        Some(Param::Id(user)) => Ok(*user),
        _ => Err(lost(sql, "gives no id for its user")),
    }
}

fn lost(sql: &Sql, what: &str) -> Error {
    Error::internal(format!("{} {what}", sql.name))
}

fn shard(user: Uuid, shards: usize) -> usize {
    // The last bytes are random in every version of an id, the first ones are a time.
    let [.., low] = user.into_bytes();
    usize::from(low) % shards
}

/// The parameters that name users, counted from 0.
fn owners(text: &str) -> Vec<usize> {
    let users = [" users ", " users("].iter().any(|table| text.contains(table));
    let names: &[&str] = if users { &["user_id", "id"] } else { &["user_id"] };
    match text.strip_prefix("INSERT INTO ") {
        Some(rest) => inserted(rest, names).into_iter().collect(),
        None => names.iter().flat_map(|name| compared(text, name)).collect(),
    }
}

/// The parameter of the first of these columns in an INSERT.
fn inserted(text: &str, names: &[&str]) -> Option<usize> {
    let mut lists = text.split('(').skip(1).map(|list| list.split(')').next().unwrap_or(""));
    let column = lists.next()?.split(',').position(|column| names.contains(&column.trim()))?;
    let values = lists.next()?;
    let value = values.split(',').nth(column)?.trim();
    let before = values.split(',').take(column).filter(|value| value.trim() == "?").count();
    numbered(value.strip_prefix('?')?).or(Some(before))
}

/// The parameters that a column is compared with.
fn compared(text: &str, name: &str) -> Vec<usize> {
    let pattern = format!("{name} = ?");
    let whole = |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let found = text.match_indices(&pattern).map(|(at, _)| at).filter(whole);
    found
        .map(|at| {
            let rest = &text[at + pattern.len()..];
            numbered(rest).unwrap_or_else(|| text[..at].matches('?').count())
        })
        .collect()
}

/// The number at the start of a text, counted from 0.
fn numbered(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text[..digits].parse::<usize>().ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry;

    #[test]
    fn the_parameter_of_the_user_is_found_in_every_form() {
        assert_eq!(owners("SELECT a FROM t WHERE user_id = ? AND b = ?"), [0]);
        assert_eq!(owners("UPDATE t SET a = ?, b = ? WHERE user_id = ? AND c = ?"), [2]);
        assert_eq!(owners("UPDATE t SET a = ?2 WHERE b = ?3 AND user_id = ?1"), [0]);
        assert_eq!(owners("INSERT INTO t (a, user_id, b) VALUES (?, ?, 0)"), [1]);
        assert_eq!(owners("INSERT INTO t (a, user_id, b) VALUES (0, ?, ?)"), [0]);
        assert_eq!(owners("INSERT INTO t (a, user_id) VALUES (?1, ?3)"), [2]);
        assert_eq!(owners("SELECT id FROM users WHERE id = ?"), [0]);
        assert_eq!(owners("SELECT x FROM t WHERE tenant_user_id = ?"), [0; 0]);
    }

    #[test]
    fn every_statement_of_a_user_says_where_its_user_stands() {
        for sql in registry::statements() {
            if matches!(sql.scope, Scope::User | Scope::TwoUsers) {
                assert!(!owners(sql.any).is_empty(), "{}: {}", sql.name, sql.any);
            }
        }
    }
}
