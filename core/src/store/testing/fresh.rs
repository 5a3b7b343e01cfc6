//! Empty stores on a database server, each apart from every other and gone with its value.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use uuid::Uuid;

use crate::error::Result;
#[cfg(feature = "mysql")]
use crate::store::mysql::Mysql;
#[cfg(feature = "postgres")]
use crate::store::postgres::Postgres;
use crate::store::server::ServerOptions;
use crate::store::{Driver, ReadJob, WriteJob};

/// A name of its own on a server: a schema of PostgreSQL, a database of MySQL. It is dropped with
/// all it holds when the value is.
#[derive(Debug)]
pub struct Place {
    server: String,
    url: String,
    name: String,
}

impl Place {
    /// Makes one on the server of a URL, whose scheme tells of which kind it is.
    ///
    /// # Errors
    /// Those of opening the server and of making the place; `internal` where this build lacks the
    /// driver.
    pub fn new(server: &str) -> Result<Place> {
        match server.split_once(':').map(|(scheme, _)| scheme) {
            #[cfg(feature = "postgres")]
            Some("postgres" | "postgresql") => Place::postgres(server),
            #[cfg(feature = "mysql")]
            Some("mysql") => Place::mysql(server),
            _ => Err(lacks_driver()),
        }
    }

    /// Makes a schema on the PostgreSQL server of a URL.
    ///
    /// # Errors
    /// Those of opening the server and of making the schema.
    #[cfg(feature = "postgres")]
    pub fn postgres(server: &str) -> Result<Place> {
        let name = format!("t_{}", random_name());
        let joint = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{joint}options=-c%20search_path%3D{name}");
        let place = Place { server: server.to_owned(), url, name };
        place.script(&format!("CREATE SCHEMA {}", place.name))?;
        Ok(place)
    }

    /// Makes a database on the MySQL or MariaDB server of a URL.
    ///
    /// # Errors
    /// Those of opening the server and of making the database.
    #[cfg(feature = "mysql")]
    pub fn mysql(server: &str) -> Result<Place> {
        let name = format!("t_{}", random_name());
        let (path, query) = server.split_once('?').unwrap_or((server, ""));
        let (front, _) = path.rsplit_once('/').unwrap_or((path, ""));
        let joint = if query.is_empty() { "" } else { "?" };
        let url = format!("{front}/{name}{joint}{query}");
        let place = Place { server: server.to_owned(), url, name };
        let text = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        place.script(&format!("CREATE DATABASE {} {text}", place.name))?;
        Ok(place)
    }

    /// The URL of a store in this place.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs DDL on the server, outside this place.
    fn script(&self, ddl: &str) -> Result<()> {
        let options = ServerOptions::new().connections_max(1);
        let server: Box<dyn Driver> = match self.is_mysql() {
            #[cfg(feature = "mysql")]
            true => Box::new(Mysql::open(&self.server, options)?),
            #[cfg(feature = "postgres")]
            false => Box::new(Postgres::open(&self.server, options)?),
            #[cfg(not(all(feature = "mysql", feature = "postgres")))]
            _ => {
                let _ = options;
                return Err(lacks_driver());
            }
        };
        server.write(&mut |connection| connection.script(ddl))
    }

    fn is_mysql(&self) -> bool {
        self.server.starts_with("mysql:")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let ddl = match self.is_mysql() {
            true => format!("DROP DATABASE {}", self.name),
            false => format!("DROP SCHEMA {} CASCADE", self.name),
        };
        // A server that is gone has nothing to clean up.
        let _ = self.script(&ddl);
    }
}

fn lacks_driver() -> crate::Error {
    crate::Error::internal("this build has no driver for the server of the tests")
}

/// A name that no other process takes: the hasher's keys are random.
fn random_name() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// A driver on a place of its own.
#[derive(Debug)]
pub struct Fresh<D> {
    // Dropped in this order: the place when nobody works in it any more.
    inner: D,
    place: Place,
}

impl<D: Driver> Fresh<D> {
    /// The driver inside.
    pub fn inner(&self) -> &D {
        &self.inner
    }

    /// Where its store is.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// An empty store on the server of a URL, whose scheme tells of which kind it is.
///
/// # Errors
/// Those of [`Place::new`].
pub fn open(server: &str, options: ServerOptions) -> Result<Arc<dyn Driver>> {
    match server.split_once(':').map(|(scheme, _)| scheme) {
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => Ok(Arc::new(postgres(server, options)?)),
        #[cfg(feature = "mysql")]
        Some("mysql") => Ok(Arc::new(mysql(server, options)?)),
        _ => Err(lacks_driver()),
    }
}

/// An empty store on the PostgreSQL server of a URL.
///
/// # Errors
/// Those of opening the server and of making the schema.
#[cfg(feature = "postgres")]
pub fn postgres(server: &str, options: ServerOptions) -> Result<Fresh<Postgres>> {
    let place = Place::postgres(server)?;
    Ok(Fresh { inner: Postgres::open(place.url(), options)?, place })
}

/// An empty store on the MySQL or MariaDB server of a URL.
///
/// # Errors
/// Those of opening the server and of making the database.
#[cfg(feature = "mysql")]
pub fn mysql(server: &str, options: ServerOptions) -> Result<Fresh<Mysql>> {
    let place = Place::mysql(server)?;
    Ok(Fresh { inner: Mysql::open(place.url(), options)?, place })
}

impl<D: Driver> Driver for Fresh<D> {
    super::pass_on!();

    fn read(&self, job: &mut ReadJob<'_>) -> Result<()> {
        self.inner.read(job)
    }

    fn write(&self, job: &mut WriteJob<'_>) -> Result<()> {
        self.inner.write(job)
    }

    fn write_for(&self, user: Uuid, job: &mut WriteJob<'_>) -> Result<()> {
        self.inner.write_for(user, job)
    }

    fn write_batch(&self, jobs: &mut [&mut WriteJob<'_>]) -> Vec<Result<()>> {
        self.inner.write_batch(jobs)
    }
}
