//! One transaction, as a handler sees it.
//!
//! `Tx` binds what a handler must not be able to forget: the tenant of the call, the moment at
//! which the call is made, the ids it makes, and the keys that seal personal data. All of these are
//! drawn before the first run, so a job that runs again repeats itself exactly.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::engine::Inner;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};
use crate::limits;
use crate::runtime::{Change, ChangeKind, RowId};
use crate::store::{Connection, EachRow, Param, Row, Sql};
use crate::sync::Head;
use crate::vault::OpenedKey;

/// What is drawn once per call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) now_ms: i64,
    pub(crate) id_base: u128,
    pub(crate) tenant: Option<TenantId>,
    seed: OnceLock<[u8; 32]>,
}

impl Call {
    pub(crate) fn new(now_ms: i64, id_base: u128, tenant: Option<TenantId>) -> Self {
        Call { now_ms, id_base, tenant, seed: OnceLock::new() }
    }
}

/// One transaction.
pub struct Tx<'a> {
    connection: &'a mut dyn Connection,
    engine: &'a Inner,
    call: &'a Call,
    tenant: Option<TenantId>,
    ids: u32,
    draws: u64,
    writes: u64,
    changes: Vec<Change>,
    pub(crate) opened_keys: Vec<OpenedKey>,
    pub(crate) head: Option<Head>,
}

/// What a transaction leaves outside the store, once it is durable.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) changes: Vec<Change>,
    pub(crate) opened_keys: Vec<OpenedKey>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("call", &self.call).finish_non_exhaustive()
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(
        connection: &'a mut dyn Connection,
        engine: &'a Inner,
        call: &'a Call,
    ) -> Self {
        Tx {
            connection,
            engine,
            call,
            tenant: call.tenant,
            ids: 0,
            draws: 0,
            writes: 0,
            changes: Vec::new(),
            opened_keys: Vec::new(),
            head: None,
        }
    }

    /// The moment of the call, in milliseconds since the epoch. It is the same in every run.
    pub fn now_ms(&self) -> i64 {
        self.call.now_ms
    }

    /// The tenant within which the call is made.
    pub fn tenant(&self) -> Option<TenantId> {
        self.tenant
    }

    /// Does part of the work within another tenant than that of the call: one it just made.
    pub(crate) fn within<T>(
        &mut self,
        tenant: TenantId,
        run: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let outer = self.tenant.replace(tenant);
        let outcome = run(self);
        self.tenant = outer;
        outcome
    }

    pub(crate) fn engine(&self) -> &'a Inner {
        self.engine
    }

    /// A new id of version 7. The nth id of a call is the same in every run.
    pub fn new_id<T: From<Uuid>>(&mut self) -> Result<T> {
        if self.ids >= limits::CALL_IDS_MAX {
            return Err(Error::internal("a call made more ids than its limit"));
        }
        let id = Uuid::from_u128(self.call.id_base + u128::from(self.ids));
        self.ids += 1;
        Ok(T::from(id))
    }

    /// Where the version of a row begins that may be removed and made again, so that the guard of
    /// a write that read the old row does not hold for the new one.
    pub(crate) fn first_version(&mut self) -> Result<i64> {
        // The ids of two calls differ in their low bits; half of a version is left to count up.
        const BITS: u128 = (1 << 52) - 1;
        let id: Uuid = self.new_id()?;
        i64::try_from(id.as_u128() & BITS).map_err(|_| Error::internal("a version is too large"))
    }

    /// Unpredictable bytes. The nth draw of a call is the same in every run.
    pub fn random<const N: usize>(&mut self) -> Result<[u8; N]> {
        let seed = match self.call.seed.get() {
            Some(seed) => seed,
            None => {
                let mut seed = [0; 32];
                self.engine.entropy.fill(&mut seed)?;
                self.call.seed.get_or_init(|| seed)
            }
        };
        let mut out = [0; N];
        for chunk in out.chunks_mut(32) {
            let block = Sha256::new().chain_update(seed).chain_update(self.draws.to_be_bytes());
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
            self.draws += 1;
        }
        Ok(out)
    }

    /// Runs a statement that returns no rows; answers how many rows it matched.
    pub fn exec(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<u64> {
        self.writes += 1;
        match self.with_tenant(sql, params) {
            Some(params) => self.connection.exec(sql, &params),
            None => self.connection.exec(sql, params),
        }
    }

    /// Runs a statement that must match exactly one row, such as one whose WHERE is a guard.
    ///
    /// False means that the guard did not hold, and that nothing was changed.
    pub fn exec_guarded(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        match self.exec(sql, params)? {
            0 => Ok(false),
            1 => Ok(true),
            n => Err(Error::internal(format!("{} matched {n} rows, not one", sql.name))),
        }
    }

    /// Runs a statement that must match one row, for a caller who goes on without an answer: where
    /// it matched none, the call runs again.
    pub fn exec_one(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        self.writes += 1;
        match self.with_tenant(sql, params) {
            Some(params) => self.connection.exec_one(sql, &params),
            None => self.connection.exec_one(sql, params),
        }
    }

    /// Says that this query comes soon, so that a server is asked for both with one message.
    pub fn ahead(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
        match self.with_tenant(sql, params) {
            Some(params) => self.connection.ahead(sql, &params),
            None => self.connection.ahead(sql, params),
        }
    }

    /// Inserts a row unless one with the same key stands already; answers whether it did.
    pub fn insert_new(&mut self, sql: &'static Sql, params: &[Param<'_>]) -> Result<bool> {
        self.writes += 1;
        match self.with_tenant(sql, params) {
            Some(params) => self.connection.insert_new(sql, &params),
            None => self.connection.insert_new(sql, params),
        }
    }

    /// Runs a query and hands each row to `each`.
    pub fn query(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        each: &mut EachRow<'_>,
    ) -> Result<()> {
        match self.with_tenant(sql, params) {
            Some(params) => self.connection.query(sql, &params, each),
            None => self.connection.query(sql, params, each),
        }
    }

    /// The first row of a query, if it has one.
    pub fn get<T>(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&dyn Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.query(sql, params, &mut |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// All rows of a query. The statement bounds how many they can be.
    pub fn list<T>(
        &mut self,
        sql: &'static Sql,
        params: &[Param<'_>],
        mut read: impl FnMut(&dyn Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.query(sql, params, &mut |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Tells subscribers, after the commit, that a row changed.
    pub fn changed(
        &mut self,
        noun: &'static str,
        user: Option<UserId>,
        id: impl Into<RowId>,
        kind: ChangeKind,
    ) {
        self.changes.push(Change { noun, user, id: id.into(), kind });
    }

    /// The connection, for work of the store's own that knows no tenant: the index of messages.
    pub(crate) fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    /// How many statements that write were run so far.
    pub(crate) fn writes(&self) -> u64 {
        self.writes
    }

    pub(crate) fn into_effects(self) -> Effects {
        Effects { changes: self.changes, opened_keys: self.opened_keys }
    }

    /// The parameters of a tenant's statement, with the tenant of the call in front.
    ///
    /// Host scope has the nil id, so that its rows are apart from every tenant's.
    fn with_tenant<'p>(&self, sql: &Sql, params: &[Param<'p>]) -> Option<Vec<Param<'p>>> {
        sql.tenant.then(|| {
            let tenant = self.tenant.map_or(Uuid::nil(), |tenant| tenant.0);
            std::iter::once(Param::Id(tenant)).chain(params.iter().copied()).collect()
        })
    }
}

/// Fails so that the call runs again where a guarded write did not pass: another call wrote the
/// row, or took its key, since this one looked.
pub(crate) fn unless_met(written: bool) -> Result<()> {
    if written { Ok(()) } else { Err(ErrorKind::Serialization {}.into()) }
}
