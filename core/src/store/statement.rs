//! Statements: static text with a declared scope.
//!
//! A statement names the users it touches by its [`Scope`]; `tests/sql_lint.rs` reads every
//! registered statement and fails on one that breaks what it declares. Placeholders are `?` in
//! order, or `?1`, `?2` where the order of the text is not that of the parameters; a driver whose
//! store writes them otherwise rewrites the text once, when it prepares it.

/// Which texts a store takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// SQLite 3.40 or later.
    Sqlite,
    /// PostgreSQL 13 or later.
    Postgres,
    /// MySQL 8 and MariaDB 10.6 or later.
    Mysql,
}

/// Whose data a statement touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// One user, named in its WHERE or in its inserted row: one shard.
    User,
    /// A global look-up table, keyed by the value that is looked up.
    Directory,
    /// One tenant's rows: a sweep, a search or its configuration. Keyset, bounded.
    TenantScan,
    /// All rows: a sweep or statistics. Keyset, bounded.
    EngineScan,
    /// Two users at once: on a sharded store both must share a shard.
    TwoUsers,
}

/// One statement.
#[derive(Debug)]
pub struct Sql {
    /// `module::NAME`, for errors and traces.
    pub name: &'static str,
    /// Whose data it touches.
    pub scope: Scope,
    /// Whether `Tx` binds the tenant of the call as its first parameter.
    pub tenant: bool,
    /// The text for every dialect that has none of its own.
    pub any: &'static str,
    /// The text for PostgreSQL, where it must differ.
    pub postgres: Option<&'static str>,
    /// The text for MySQL, where it must differ.
    pub mysql: Option<&'static str>,
}

impl Sql {
    /// The text for a dialect.
    pub fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.any,
            Dialect::Postgres => self.postgres.unwrap_or(self.any),
            Dialect::Mysql => self.mysql.unwrap_or(self.any),
        }
    }
}

/// Declares the statements of a module and the list `ALL` by which the lint finds them.
///
/// `NAME: Scope = "text";`, `NAME: Scope, tenant = "text";` where `Tx` binds the tenant, and
/// `NAME: Scope = "text", postgres "text", mysql "text";` where a dialect differs.
macro_rules! statements {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident : $scope:ident $(, $tenant:ident)? = $any:expr
            $(, postgres $postgres:expr)? $(, mysql $mysql:expr)? ;
    )+) => {
        $(
            $(#[doc = $doc])*
            pub(crate) static $name: $crate::store::Sql = $crate::store::Sql {
                name: concat!(module_path!(), "::", stringify!($name)),
                scope: $crate::store::Scope::$scope,
                tenant: $crate::store::statements!(@tenant $($tenant)?),
                any: $any,
                postgres: $crate::store::statements!(@text $($postgres)?),
                mysql: $crate::store::statements!(@text $($mysql)?),
            };
        )+
        /// Every statement of this module.
        #[cfg(any(test, feature = "testing"))]
        #[allow(dead_code, reason = "statements of the tests themselves are in no registry")]
        pub(crate) const ALL: &[&$crate::store::Sql] = &[$(&$name),+];
    };
    (@tenant) => { false };
    (@tenant tenant) => { true };
    (@text) => { None };
    (@text $text:expr) => { Some($text) };
}
pub(crate) use statements;
