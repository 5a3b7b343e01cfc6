//! The tables which the migrations make, as far as the lint needs to know them.

use std::collections::BTreeMap;

/// One table: its columns and the column lists of its keys and indexes.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub columns: Vec<String>,
    pub primary_key: Vec<String>,
    pub unique: Vec<Vec<String>>,
    pub indexes: Vec<Vec<String>>,
}

impl Table {
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c == column)
    }
}

/// Reads the tables out of DDL. The migrations are ours, so the grammar is small.
pub fn tables(ddl: &str) -> BTreeMap<String, Table> {
    let mut tables = BTreeMap::new();
    for statement in statements(ddl) {
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words.as_slice() {
            ["CREATE", "TABLE", name, ..] => {
                tables.insert((*name).to_owned(), table(&statement));
            }
            ["CREATE", "UNIQUE", "INDEX", _, "ON", name, ..] => {
                let columns = parenthesised(&statement);
                tables
                    .entry((*name).to_owned())
                    .or_insert_with(Table::default)
                    .unique
                    .push(columns);
            }
            ["CREATE", "INDEX", _, "ON", name, ..] => {
                let columns = parenthesised(&statement);
                tables
                    .entry((*name).to_owned())
                    .or_insert_with(Table::default)
                    .indexes
                    .push(columns);
            }
            _ => {}
        }
    }
    tables
}

/// The statements of a script, without comments. Bodies of triggers stay whole enough to be seen.
pub fn statements(ddl: &str) -> Vec<String> {
    let text: String =
        ddl.lines().map(|line| line.split("--").next().unwrap_or("")).collect::<Vec<_>>().join(" ");
    text.split(';')
        .map(|s| s.replace('(', " ( ").trim().to_owned())
        .filter(|s| !s.is_empty())
        .collect()
}

fn table(statement: &str) -> Table {
    let mut table = Table::default();
    for part in split_top(inside(statement)) {
        let upper = part.to_uppercase();
        if upper.starts_with("PRIMARY KEY") {
            table.primary_key = parenthesised(&part);
        } else if upper.starts_with("UNIQUE") {
            table.unique.push(parenthesised(&part));
        } else if !upper.starts_with("CHECK") && !upper.starts_with("CONSTRAINT") {
            let column = part.split_whitespace().next().unwrap_or("").to_owned();
            if upper.contains("PRIMARY KEY") {
                table.primary_key = vec![column.clone()];
            }
            table.columns.push(column);
        }
    }
    table
}

fn inside(statement: &str) -> &str {
    let start = statement.find('(').map_or(statement.len(), |at| at + 1);
    let end = statement.rfind(')').unwrap_or(statement.len());
    &statement[start.min(end)..end]
}

fn parenthesised(part: &str) -> Vec<String> {
    inside(part)
        .split(',')
        .map(|column| column.split_whitespace().next().unwrap_or("").to_owned())
        .collect()
}

fn split_top(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
