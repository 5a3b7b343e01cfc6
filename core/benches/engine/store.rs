//! The files that both sides start from, and how each side opens its copy.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use silvervine::session::CreateSessionRequest;
use silvervine::store::sqlite::Durability;
use silvervine::users::RegisterUserRequest;
use silvervine::{Engine, EngineOptions};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{scratch, synchronous};

/// Users with a wallet and a quota.
pub(crate) const USERS: u64 = 10_000;

/// Of those, how many have a session: the first ones.
pub(crate) const SESSIONS: u64 = 1_000;

/// How many calls both sides make before what they wrote is compared.
pub(crate) const SAME_CALLS: usize = 200;

/// What each wallet holds at first.
const POINTS: i64 = 1_000_000_000_000;

/// A file with users, wallets, quotas and empty sessions.
pub(crate) struct Template {
    dir: TempDir,
    pub(crate) users: Vec<Uuid>,
    pub(crate) sessions: Vec<Uuid>,
}

impl Template {
    pub(crate) fn make() -> Template {
        let dir = scratch();
        let engine = engine(&dir.path().join("template.db"), Durability::Off);
        let register = |n| {
            let name = format!("u{n}");
            let request = RegisterUserRequest::new().external_id(name).plan("pro").timezone("UTC");
            engine.users().register(request).unwrap().user.id.0
        };
        let users: Vec<Uuid> = (0..USERS).map(register).collect();
        let create = |user: &Uuid| {
            engine.sessions().create(CreateSessionRequest::new(*user)).unwrap().session.id.0
        };
        let sessions = users.iter().take(SESSIONS as usize).map(create).collect();
        engine.close().unwrap();
        Template { dir, users, sessions }
    }

    /// The user with this number, or one who is as good.
    pub(crate) fn user(&self, n: u64) -> Uuid {
        self.users[(n % USERS) as usize]
    }

    /// A session, and whose it is.
    pub(crate) fn session(&self, n: u64) -> (Uuid, Uuid) {
        let n = (n % SESSIONS) as usize;
        (self.users[n], self.sessions[n])
    }

    /// Two copies of the file.
    pub(crate) fn pair(&self) -> Pair {
        Pair::of(&self.dir.path().join("template.db"))
    }
}

/// A copy of one file for each side.
pub(crate) struct Pair {
    dir: TempDir,
}

impl Pair {
    pub(crate) fn of(template: &Path) -> Pair {
        let dir = scratch();
        let pair = Pair { dir };
        std::fs::copy(template, pair.ours()).unwrap();
        std::fs::copy(template, pair.base()).unwrap();
        pair
    }

    pub(crate) fn ours(&self) -> PathBuf {
        self.dir.path().join("ours.db")
    }

    pub(crate) fn base(&self) -> PathBuf {
        self.dir.path().join("base.db")
    }

    /// Fails unless both files hold as many rows of these tables, with as much in each column.
    pub(crate) fn expect_same(&self, tables: &[&str]) {
        let (ours, base) = (open_raw(&self.ours()), open_raw(&self.base()));
        for table in tables {
            assert_eq!(content(&ours, table), content(&base, table), "{table}: ours and base");
        }
    }
}

/// The engine on a file, with everything but the durability as it is by default.
pub(crate) fn engine(path: &Path, durability: Durability) -> Engine {
    let options = EngineOptions::default().register_bonus(POINTS).durability(durability);
    Engine::open_with(path.to_str().unwrap(), options).unwrap()
}

/// A connection of the base. It is never closed, so that statements can be held beside it.
pub(crate) fn connection(path: &Path, durability: Durability) -> &'static Connection {
    let connection = open_raw(path);
    let synchronous = synchronous(durability);
    connection
        .execute_batch(&format!("PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}"))
        .unwrap();
    Box::leak(Box::new(connection))
}

fn open_raw(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

/// Each column's name, how many values it holds, and their bytes where they are text or blobs.
fn content(connection: &Connection, table: &str) -> Vec<(String, i64, i64)> {
    let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?)").unwrap();
    let columns: Vec<String> =
        columns.query_map((table,), |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let sum = |column: String| {
        let sql = format!(
            "SELECT COUNT({column}), TOTAL(CASE WHEN typeof({column}) IN ('text', 'blob') \
             THEN LENGTH(CAST({column} AS BLOB)) END) FROM {table}"
        );
        let (count, bytes): (i64, f64) =
            connection.query_row(&sql, (), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        (column, count, bytes as i64)
    };
    columns.into_iter().map(sum).collect()
}

/// A statement that is prepared once.
pub(crate) type Held = rusqlite::Statement<'static>;

/// Milliseconds since the epoch.
pub(crate) fn now_ms() -> i64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// The key under which the outcome of a keyed call is found again: operation, host scope, key.
pub(crate) fn replay_key(operation: u16, key: &str) -> Vec<u8> {
    let mut bytes = operation.to_be_bytes().to_vec();
    bytes.push(0);
    bytes.extend_from_slice(key.as_bytes());
    bytes
}

/// A receipt as an open store keeps it: its form, the length of the request, request, outcome.
pub(crate) fn receipt(request: &str, response: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(5 + request.len() + response.len());
    bytes.push(0);
    bytes.extend_from_slice(&u32::try_from(request.len()).unwrap().to_be_bytes());
    bytes.extend_from_slice(request.as_bytes());
    bytes.extend_from_slice(response.as_bytes());
    bytes
}
