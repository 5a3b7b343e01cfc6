//! Empty stores on a database server, each apart from every other and gone with its value.

use std::hash::{BuildHasher, Hasher, RandomState};

use uuid::Uuid;

use crate::error::Result;
#[cfg(feature = "postgres")]
use crate::store::postgres::Postgres;
use crate::store::server::ServerOptions;
use crate::store::{Driver, ReadJob, WriteJob};

/// A name of its own on a server: a schema. It is dropped with all it holds when the value is.
#[derive(Debug)]
pub struct Place {
    server: String,
    url: String,
    name: String,
}

impl Place {
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

    /// The URL of a store in this place.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs DDL on the server, outside this place.
    fn script(&self, ddl: &str) -> Result<()> {
        let options = ServerOptions::new().connections_max(1);
        #[cfg(feature = "postgres")]
        let server = Postgres::open(&self.server, options)?;
        server.write(&mut |connection| connection.script(ddl))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // A server that is gone has nothing to clean up.
        let _ = self.script(&format!("DROP SCHEMA {} CASCADE", self.name));
    }
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

/// An empty store on the PostgreSQL server of a URL.
///
/// # Errors
/// Those of opening the server and of making the schema.
#[cfg(feature = "postgres")]
pub fn postgres(server: &str, options: ServerOptions) -> Result<Fresh<Postgres>> {
    let place = Place::postgres(server)?;
    Ok(Fresh { inner: Postgres::open(place.url(), options)?, place })
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
