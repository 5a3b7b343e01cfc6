//! What a statement and a schema must keep, so that the data can be sharded by user.

use std::collections::BTreeMap;

use silvervine::store::{Dialect, Scope, Sql};

use crate::schema::{Table, statements};

/// What the lint knows when it reads a statement.
pub struct World {
    pub tables: BTreeMap<String, Table>,
    /// The names of synced tables.
    pub synced: Vec<&'static str>,
}

/// Tables that hold people by their own id: `id` is the user's.
const USERS: &str = "users";

/// Statements without LIMIT that are bounded otherwise, each with its reason.
pub const BOUNDED_OTHERWISE: &[(&str, &str)] = &[
    ("wallet::sql::BY_KIND", "one row for each kind of grant, of which there are six"),
    ("wallet::sql::SUMS", "one row for each kind of record, of which there are thirteen"),
    ("quota::sql::USED_BY_PLAN", "one row for each plan, and the span of time is bounded"),
    ("usage::sql::DAYS", "one row for each day, tenant and currency, and the days are bounded"),
    ("usage::sql::PARTS", "one row for each part of a day, and the days are bounded"),
    ("usage::sql::PLATFORM_SUMS", "one row for each day and currency, and the days are bounded"),
    ("usage::sql::PLATFORM_USERS", "one row for each day, and the days are bounded"),
    ("usage::sql::PLATFORM_MODELS", "one row for each day and model, and the days are bounded"),
    ("usage::sql::PLATFORM_SESSIONS", "one row for each day, and the days are bounded"),
    ("usage::sql::SUMS_OF_USERS", "a day of the users between the first and last of a page"),
    ("usage::sql::MODELS_OF_USERS", "a day of the users between the first and last of a page"),
    ("usage::sql::SESSIONS_OF_USERS", "one row for each user of a page"),
    ("usage::sql::WHOLE_DAY", "one row for each sum of a day, and for each hour of the records"),
    ("usage::sql::EVERY_DAY", "one row for each day, tenant and currency"),
    ("usage::sql::EVERY_PART", "one row for each part of a day; they are added up as they come"),
    ("usage::sql::LOCK", "one row for each tenant and currency"),
];

/// Indexes that do not lead with the user, each with its reason.
///
/// The user may follow, so that rows of one moment have an order.
const SWEEPS: &[(&str, &str, &str)] = &[
    ("wallets", "next_expiry_at_ms", "upkeep looks for what is due in every wallet of a shard"),
    (
        "payment_orders",
        "lapses_at_ms",
        "upkeep looks for what has lapsed in every order of a shard",
    ),
    ("quotas", "resets_at_ms", "upkeep looks for what is due in every quota of a shard"),
    ("tasks", "due_at_ms", "upkeep looks for what is due among the tasks of a shard"),
    ("outbox", "state", "claims and upkeep look for what is due in every user's events"),
    ("sessions", "id", "a route that names a session alone asks whose it is"),
    ("message_streams", "check_at_ms", "upkeep looks for streams that nobody goes on with"),
    ("trash", "purge_at_ms", "upkeep looks for what has been in the trash for long enough"),
    ("quota_logs", "feature", "statistics read a span of time over all users of a shard"),
    ("usage_days", "made_in", "statistics read the days of a tenant's users on a shard"),
    ("usage_parts", "made_in", "statistics read the days of a tenant's users on a shard"),
    ("usage_sessions", "made_in", "statistics read the days of a tenant's users on a shard"),
];

/// The tables that a trigger may guard, against change and removal and nothing else.
const LEDGERS: &[&str] = &["point_records", "audit_events", "usage_records"];

/// How the guards of a ledger are named behind it.
const GUARDS: [&str; 5] = ["_no_update", "_no_delete", "_no_replace", "_no_truncate", "_guard"];

/// Everything that is wrong with a statement, in every dialect.
pub fn check(sql: &Sql, world: &World) -> Vec<String> {
    let dialects = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql];
    let mut wrong: Vec<String> = dialects
        .iter()
        .flat_map(|dialect| check_text(sql, sql.text(*dialect), world))
        .map(|what| format!("{}: {what}", sql.name))
        .collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

fn check_text(sql: &Sql, text: &str, world: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    let words = words(text);
    let has = |word: &str| words.iter().any(|w| w == word);
    for banned in ["OFFSET", "RETURNING", "DUPLICATE", "REPLACE", "NEXTVAL", "*"] {
        let counted = banned == "*" && text.to_uppercase().contains("COUNT(*)");
        if has(banned) && !counted {
            wrong.push(format!("uses {banned}"));
        }
    }
    if text.contains(';') {
        wrong.push("holds more than one statement".into());
    }
    if text.to_uppercase().contains("IS NULL OR") && text.contains("? IS NULL") {
        wrong.push("has an optional filter; write one statement for each shape".into());
    }
    let touched = touched(&words);
    let verb = words.first().map_or("", String::as_str);
    if verb != "SELECT" && !sql.name.starts_with("sync::") {
        for table in touched.iter().filter(|t| world.synced.contains(&t.as_str())) {
            wrong.push(format!("writes the synced table {table} past tx.synced"));
        }
    }
    let known: Vec<(&String, &Table)> =
        touched.iter().filter_map(|name| world.tables.get_key_value(name)).collect();
    wrong.extend(check_tenant(sql, text, &words, &known));
    wrong.extend(check_scope(sql, text, &words, &known));
    if verb == "SELECT" && !is_bounded(sql, text, &words, &known) {
        wrong.push("reads without a bound; add LIMIT or name the whole key".into());
    }
    wrong
}

fn check_tenant(
    sql: &Sql,
    text: &str,
    words: &[String],
    known: &[(&String, &Table)],
) -> Vec<String> {
    let tenant_table = known.iter().any(|(_, table)| table.has("tenant_id"));
    match (tenant_table, sql.tenant) {
        (true, false) => vec!["touches a tenant's table, but Tx does not bind the tenant".into()],
        (false, true) => vec!["has the tenant bound, but no table with tenant_id".into()],
        (true, true) if !tenant_is_first(text, words) => {
            vec!["does not hold tenant_id to the first parameter".into()]
        }
        _ => Vec::new(),
    }
}

fn tenant_is_first(text: &str, words: &[String]) -> bool {
    if words.first().is_some_and(|w| w == "INSERT") {
        return inserted(text).first().is_some_and(|column| column == "tenant_id");
    }
    let squeezed = squeeze(text);
    if text.contains("?1") {
        return squeezed.contains("tenant_id=?1");
    }
    let first = squeezed.find('?').unwrap_or(0);
    squeezed[..=first].ends_with("tenant_id=?")
}

fn check_scope(
    sql: &Sql,
    text: &str,
    words: &[String],
    known: &[(&String, &Table)],
) -> Vec<String> {
    let users = users_named(text, words, known);
    let of_users = known.iter().any(|(name, table)| table.has("user_id") || *name == USERS);
    let wrong = match sql.scope {
        Scope::User if of_users && users == 0 => "names no user",
        Scope::User if !of_users => "touches no user's table; declare what it is",
        Scope::TwoUsers if users < 2 => "names fewer than two users",
        Scope::Directory
            if known.iter().any(|(_, t)| t.primary_key.first().is_some_and(|k| k == "user_id")) =>
        {
            "reads a user's table as a directory"
        }
        Scope::Directory if !words.iter().any(|w| w == "INSERT") && !text.contains("= ?") => {
            "names no value to look up"
        }
        Scope::TenantScan if !sql.tenant => "scans tenants' rows without a tenant",
        _ => return Vec::new(),
    };
    vec![wrong.into()]
}

/// How many users the text holds to a parameter.
fn users_named(text: &str, words: &[String], known: &[(&String, &Table)]) -> usize {
    let squeezed = squeeze(text);
    if words.first().is_some_and(|w| w == "INSERT") {
        let columns = inserted(text);
        let own = known.iter().any(|(name, _)| *name == USERS) && columns.iter().any(|c| c == "id");
        return usize::from(own || columns.iter().any(|c| c == "user_id"));
    }
    let own = match known.iter().any(|(name, _)| *name == USERS) {
        true => count_whole(&squeezed, "id=?"),
        false => 0,
    };
    own + squeezed.matches("user_id=?").count() + 2 * squeezed.matches("user_id IN (?,?)").count()
}

/// Counts `id=?` where no longer name ends in it.
fn count_whole(text: &str, what: &str) -> usize {
    text.match_indices(what)
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .count()
}

fn is_bounded(sql: &Sql, text: &str, words: &[String], known: &[(&String, &Table)]) -> bool {
    let aggregates = ["COUNT", "SUM", "MAX", "MIN"];
    let has = |word: &str| words.iter().any(|w| w == word);
    if has("LIMIT") || (aggregates.iter().any(|a| has(a)) && !has("GROUP")) {
        return true;
    }
    if BOUNDED_OTHERWISE.iter().any(|(name, _)| sql.name.ends_with(name)) {
        return true;
    }
    let squeezed = squeeze(text);
    let fixed = |columns: &[String]| {
        !columns.is_empty() && columns.iter().all(|c| count_whole(&squeezed, &format!("{c}=?")) > 0)
    };
    known.iter().any(|(_, table)| {
        fixed(&table.primary_key) || table.unique.iter().any(|columns| fixed(columns))
    })
}

/// Everything that is wrong with a schema.
pub fn check_schema(ddl: &str, tables: &BTreeMap<String, Table>) -> Vec<String> {
    let mut wrong = Vec::new();
    for statement in statements(ddl) {
        let upper = statement.to_uppercase();
        for banned in ["REFERENCES", "FOREIGN KEY", "AUTOINCREMENT", "SERIAL", "AUTO_INCREMENT"] {
            if upper.contains(banned) {
                wrong.push(format!("a migration uses {banned}: {statement:.60}"));
            }
        }
        let trigger = upper.starts_with("CREATE TRIGGER") || upper.starts_with("CREATE FUNCTION");
        let name = statement.split_whitespace().nth(2).unwrap_or("");
        // What guards all of them alike is named so.
        let guard = LEDGERS.iter().chain(&["ledgers"]).any(|ledger| {
            let rest = name.strip_prefix(ledger);
            rest.is_some_and(|rest| GUARDS.contains(&rest))
        });
        if trigger && !guard {
            wrong.push(format!("the trigger {name} is no guard of a ledger"));
        }
    }
    for (name, table) in tables.iter().filter(|(_, table)| table.has("user_id")) {
        // A directory is keyed by the value that is looked up and answers with a user.
        let leads = |key: &[String]| {
            key.first().is_some_and(|column| column == "user_id" || column == "tenant_id")
        };
        let directory = !table.primary_key.iter().any(|column| column == "user_id");
        let keys = std::iter::once(&table.primary_key).chain(&table.unique).chain(&table.indexes);
        let sweeps =
            |key: &[String]| SWEEPS.iter().any(|(of, column, _)| of == name && key[0] == *column);
        for key in keys.filter(|key| !directory && !leads(key) && !sweeps(key)) {
            wrong.push(format!("a key of {name} does not lead with the user: {key:?}"));
        }
    }
    wrong
}

fn touched(words: &[String]) -> Vec<String> {
    words
        .windows(2)
        .filter(|pair| ["FROM", "JOIN", "INTO", "UPDATE"].contains(&pair[0].as_str()))
        .map(|pair| pair[1].to_lowercase())
        .collect()
}

fn inserted(text: &str) -> Vec<String> {
    let open = text.find('(').map_or(text.len(), |at| at + 1);
    let close = text[open..].find(')').map_or(text.len(), |at| open + at);
    text[open..close].split(',').map(|column| column.trim().to_owned()).collect()
}

/// One space between words, none around `=` and `,`.
fn squeeze(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(" = ", "=").replace(", ", ",")
}

/// The words of a text in upper case; punctuation separates them, `*` stands alone.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*' || c == '.'))
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .collect()
}
