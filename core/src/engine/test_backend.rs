//! The backend that the unit tests of the engine run on.
//!
//! They open `:memory:` and paths; SILVERVINE_TEST_BACKEND puts a fresh store on a server, or one
//! of two shards, in the place of each. The servers are named by the URLs in
//! SILVERVINE_TEST_POSTGRES and SILVERVINE_TEST_MYSQL; a second database of PostgreSQL, for the
//! second shard, by SILVERVINE_TEST_POSTGRES_SHARD.

use std::sync::Arc;

use crate::EngineOptions;
use crate::error::{Error, Result};
use crate::store::Driver;
#[cfg(feature = "mysql")]
use crate::store::mysql::Mysql;
#[cfg(feature = "postgres")]
use crate::store::postgres::Postgres;
#[cfg(feature = "sqlite")]
use crate::store::sqlite::Sqlite;
use crate::store::testing::Sharded;
#[cfg(any(feature = "postgres", feature = "mysql"))]
use crate::store::testing::fresh::{self, Place};

const BACKENDS: [&str; 5] = ["sqlite", "postgres", "mysql", "sharded_sqlite", "sharded_postgres"];

/// Its name: a dialect, or `sharded_` and a dialect.
pub(crate) fn test_backend() -> String {
    std::env::var("SILVERVINE_TEST_BACKEND").unwrap_or_else(|_| "sqlite".into())
}

/// The store that stands for a location, if it is not what the location says.
pub(super) fn store_for(
    location: &str,
    options: &EngineOptions,
) -> Result<Option<Arc<dyn Driver>>> {
    let backend = test_backend();
    if !BACKENDS.contains(&backend.as_str()) {
        return Err(Error::internal(format!("there is no backend `{backend}` to test on")));
    }
    let _ = options;
    if location.is_empty() || location.contains("://") {
        return Ok(None);
    }
    let memory = location == ":memory:";
    Ok(Some(match backend.as_str() {
        #[cfg(feature = "sqlite")]
        "sharded_sqlite" if memory => {
            Arc::new(Sharded::new(vec![Sqlite::memory()?, Sqlite::memory()?]))
        }
        #[cfg(feature = "postgres")]
        "sharded_postgres" if memory => {
            let shard = |server: &str| fresh::postgres(server, options.server.clone());
            let first = server("POSTGRES");
            let second = std::env::var("SILVERVINE_TEST_POSTGRES_SHARD");
            let second = second.unwrap_or_else(|_| first.clone());
            Arc::new(Sharded::new(vec![shard(&first)?, shard(&second)?]))
        }
        #[cfg(feature = "postgres")]
        "postgres" if memory => {
            Arc::new(fresh::postgres(&server("POSTGRES"), options.server.clone())?)
        }
        #[cfg(feature = "postgres")]
        "postgres" => {
            let url = url_for(location, || Place::postgres(&server("POSTGRES")))?;
            Arc::new(Postgres::open(&url, options.server.clone())?)
        }
        #[cfg(feature = "mysql")]
        "mysql" if memory => Arc::new(fresh::mysql(&server("MYSQL"), options.server.clone())?),
        #[cfg(feature = "mysql")]
        "mysql" => {
            let url = url_for(location, || Place::mysql(&server("MYSQL")))?;
            Arc::new(Mysql::open(&url, options.server.clone())?)
        }
        _ => return Ok(None),
    }))
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn server(name: &str) -> String {
    std::env::var(format!("SILVERVINE_TEST_{name}")).unwrap_or_default()
}

/// The place that stands for a path: the same one for as long as the process runs.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn url_for(path: &str, make: impl FnOnce() -> Result<Place>) -> Result<String> {
    static PLACES: std::sync::Mutex<Vec<(String, Place)>> = std::sync::Mutex::new(Vec::new());
    let mut places = PLACES.lock().expect("no test panics while it holds the list");
    if !places.iter().any(|(known, _)| known == path) {
        places.push((path.to_owned(), make()?));
    }
    let (_, place) = places.iter().find(|(known, _)| known == path).expect("it was pushed");
    Ok(place.url().to_owned())
}
