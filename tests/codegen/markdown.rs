//! `core/OPERATIONS.md`: the reference of every operation, error and limit.

use std::fmt::Write as _;

use silvervine::ops::{Access, COMMON_ERRORS, Field, Idempotency, Kind, Rule, json_name};
use silvervine::{ErrorCode, OperationRow, limits};

const HEAD: &str = "<!-- Generated from core/src/ops/table.rs by tests/codegen. Edit the table. -->

# Operations

Every operation of the engine. Requests and responses are JSON objects in camelCase; times are whole
milliseconds since 1970-01-01T00:00:00Z in fields that end in `AtMs`; ids are UUIDs. A request with an
unknown or repeated field, a number past 2^53-1, NUL or half of a surrogate pair is refused with
`validation`. A call that fails has changed nothing. JSON Schemas stand in `operations.json`.

";

const ROUTES: &str = "## Routes

What an HTTP interface offers under which path. A name in braces is a field of the request; a person whom
the path does not name is the one who is logged in, and a service asks
[`sessions.owner`](#sessionsowner) where a path names a session alone. Nothing else of HTTP is decided here.

| route | operation |
|---|---|
";

fn index(rows: &[OperationRow]) -> String {
    let mut text = String::from("| operation | number | what it does |\n|---|---|---|\n");
    for row in rows {
        let all = paragraph(row.description);
        let first = all.split_once(". ").map_or(all.as_str(), |(first, _)| first);
        let first = first.trim_end_matches('.');
        let anchor = row.name.replace('.', "");
        let _ = writeln!(text, "| [`{}`](#{anchor}) | {} | {first}. |", row.name, row.number);
    }
    text.push('\n');
    text
}

pub fn operations() -> String {
    let rows = self::rows();
    let mut text = HEAD.to_owned();
    text += &index(&rows);
    for row in &rows {
        operation(&mut text, row);
    }
    routes(&mut text, &rows);
    text += "## Errors\n\nAny call may answer one of these:\n";
    text +=
        &COMMON_ERRORS.iter().map(|c| format!("`{}`", c.as_str())).collect::<Vec<_>>().join(", ");
    text +=
        ".\n\n| code | number | class | retryable | HTTP | meaning |\n|---|---|---|---|---|---|\n";
    for row in ErrorCode::TABLE {
        let retry = if row.retryable { "yes" } else { "no" };
        let (name, number, http) = (row.name, row.number, row.http_status);
        let class = format!("{:?}", row.class).to_lowercase();
        let meaning = row.description.trim();
        let _ = writeln!(text, "| `{name}` | {number} | {class} | {retry} | {http} | {meaning} |");
    }
    text += "\n## Limits and defaults\n\n| name | value | meaning |\n|---|---|---|\n";
    for (name, value, meaning) in limits::table() {
        let _ = writeln!(text, "| `{name}` | {value} | {} |", meaning.trim());
    }
    text
}

/// Every route by its path, with the operation that it calls.
fn routes(text: &mut String, rows: &[OperationRow]) {
    text.push_str(ROUTES);
    let mut routes: Vec<_> = rows
        .iter()
        .flat_map(|row| row.routes().map(|route| (route.path, route.method, row.name)))
        .collect();
    routes.sort_unstable();
    for (path, method, name) in routes {
        let anchor = name.replace('.', "");
        let _ = writeln!(text, "| `{method} {path}` | [`{name}`](#{anchor}) |");
    }
    text.push('\n');
}

fn rows() -> Vec<OperationRow> {
    let mut rows = silvervine::operations().to_vec();
    rows.sort_by_key(|row| row.number);
    rows
}

fn operation(text: &mut String, row: &OperationRow) {
    let _ = writeln!(text, "## {}\n\n{}\n", row.name, paragraph(row.description));
    let kind = match row.kind {
        Kind::Read => "read",
        Kind::Write => "write",
    };
    let key = match row.idempotency {
        Idempotency::None => "takes no idempotency key",
        Idempotency::Optional => "may carry an idempotency key",
        _ => "must carry an idempotency key",
    };
    let access = match row.access {
        Access::Host => "the embedding program".to_owned(),
        Access::Operator => "operators".to_owned(),
        Access::Tenant(permission) => format!("members with `{permission}`"),
        Access::SelfOr(permission) => format!("the person, or members with `{permission}`"),
        _ => "anybody".to_owned(),
    };
    let _ = writeln!(
        text,
        "Number {}, a {kind}, since {}; {key}; for {access}.",
        row.number, row.since
    );
    let routes: Vec<_> =
        row.routes().map(|route| format!("`{} {}`", route.method, route.path)).collect();
    if !routes.is_empty() {
        let _ = writeln!(text, "HTTP: {}.", routes.join(", also "));
    }
    let _ = writeln!(text, "`{}` -> `{}` in `{}`.\n", row.request, row.response, row.handler);
    if !row.fields.is_empty() {
        text.push_str("| field | | rule | meaning |\n|---|---|---|---|\n");
        row.fields.iter().for_each(|f| field(text, f));
        text.push('\n');
    }
    if !row.errors.is_empty() {
        let errors: Vec<_> = row.errors.iter().map(|c| format!("`{}`", c.as_str())).collect();
        let _ = writeln!(text, "Errors of its own: {}.\n", errors.join(", "));
    }
}

fn field(text: &mut String, field: &Field) {
    let required = if field.required { "required" } else { "" };
    let rule = match field.rule {
        Rule::Text { min, max } => format!("{min} to {max} characters"),
        Rule::Opaque { max } => format!("1 to {max} bytes"),
        Rule::Range { min, max } => format!("{min} to {max}"),
        Rule::Items { min, max } => format!("{min} to {max} items"),
        Rule::Json { max } => format!("JSON of at most {max} bytes"),
        _ => String::new(),
    };
    let meaning = paragraph(field.description);
    let _ = writeln!(text, "| `{}` | {required} | {rule} | {meaning} |", json_name(field.name));
}

fn paragraph(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
