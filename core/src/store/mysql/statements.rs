//! What a connection has prepared.
//!
//! A statement is found by its address, as on SQLite. A server bounds what all its clients have
//! prepared together, so a connection keeps a limited number, and gives up all of them when the
//! server has room for no more.

use std::collections::HashMap;
use std::sync::Arc;

use mysql::Statement;
use mysql::prelude::Queryable;

use super::fault::is_out_of_statements;
use crate::store::server::positional;
use crate::store::{Dialect, Param, Sql};

/// The most statements that a connection holds. With the default of 16 connections an engine takes
/// at most half of the 16,382 that a server has for all its clients.
const STATEMENTS_MAX: usize = 512;

/// The prepared statements of a connection.
#[derive(Default)]
pub(super) struct Statements {
    /// By the address of the static.
    prepared: HashMap<usize, Prepared>,
    uses: u64,
}

/// One prepared statement.
struct Prepared {
    statement: Statement,
    /// Which parameter stands at each placeholder.
    order: Arc<[usize]>,
    used: u64,
}

/// A prepared statement that is about to be run.
pub(super) struct Ready {
    pub(super) statement: Statement,
    order: Arc<[usize]>,
}

impl Statements {
    /// The statement on this connection, prepared now unless it was before.
    pub(super) fn ready(
        &mut self,
        connection: &mut mysql::Conn,
        sql: &'static Sql,
    ) -> mysql::Result<Ready> {
        self.uses += 1;
        let address = std::ptr::from_ref(sql).addr();
        if let Some(prepared) = self.prepared.get_mut(&address) {
            prepared.used = self.uses;
            let (statement, order) = (prepared.statement.clone(), Arc::clone(&prepared.order));
            return Ok(Ready { statement, order });
        }
        if self.prepared.len() >= STATEMENTS_MAX {
            self.forget_oldest(connection)?;
        }
        let (text, order) = positional(sql.text(Dialect::Mysql));
        let statement = match connection.prep(&text) {
            Err(error) if is_out_of_statements(&error) => {
                self.forget_all(connection)?;
                connection.prep(&text)?
            }
            prepared => prepared?,
        };
        let order: Arc<[usize]> = order.into();
        let prepared =
            Prepared { statement: statement.clone(), order: Arc::clone(&order), used: self.uses };
        self.prepared.insert(address, prepared);
        Ok(Ready { statement, order })
    }

    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.prepared.len()
    }

    fn forget_oldest(&mut self, connection: &mut mysql::Conn) -> mysql::Result<()> {
        let oldest = self.prepared.iter().min_by_key(|(_, prepared)| prepared.used);
        let oldest = oldest.map(|(address, _)| *address);
        match oldest.and_then(|address| self.prepared.remove(&address)) {
            Some(prepared) => connection.close(prepared.statement),
            None => Ok(()),
        }
    }

    fn forget_all(&mut self, connection: &mut mysql::Conn) -> mysql::Result<()> {
        self.prepared.drain().try_for_each(|(_, prepared)| connection.close(prepared.statement))
    }
}

impl Ready {
    /// The values in the order of the placeholders; none where their number is another.
    pub(super) fn values(&self, params: &[Param<'_>]) -> Option<Vec<mysql::Value>> {
        let count = self.order.iter().max().map_or(0, |last| last + 1);
        if count != params.len() {
            return None;
        }
        Some(self.order.iter().map(|at| value(&params[*at])).collect())
    }
}

/// A value as the server takes it: an id as its 16 bytes.
fn value(param: &Param<'_>) -> mysql::Value {
    match param {
        Param::Null => mysql::Value::NULL,
        Param::Int(number) => mysql::Value::Int(*number),
        Param::Text(text) => mysql::Value::Bytes(text.as_bytes().to_vec()),
        Param::Bytes(bytes) => mysql::Value::Bytes(bytes.to_vec()),
        Param::Id(id) => mysql::Value::Bytes(id.as_bytes().to_vec()),
    }
}
