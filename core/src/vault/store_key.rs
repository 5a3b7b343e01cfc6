//! Which root key a store was made with, or that it was made without one.
//!
//! The first open decides, before any personal data is there, and the store remembers it in
//! `engine_meta`: the key check, or one zero byte for none. Later opens must agree, so that no
//! store ever holds a mixture of plain and sealed values, or of two root keys.

use super::sql;
use super::{KeyRing, Keys};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Connection, Driver};

/// The name of the fact in `engine_meta`.
const KEY_CHECK: &str = "key_check";

/// What stands instead of a key check in a store without a root key.
const WITHOUT_ROOT_KEY: &[u8] = &[0];

impl Keys {
    /// Fails unless the store was made with this root key, or is made with it now.
    ///
    /// A store of another root key answers `key_mismatch`, one that needs a root key which was not
    /// given `key_unavailable`, one made without a root key `key_mismatch`.
    pub(crate) fn fit(&self, driver: &dyn Driver) -> Result<()> {
        let mut stored = None;
        driver.read(&mut |connection| {
            stored = key_check(connection)?;
            Ok(())
        })?;
        match stored {
            Some(stored) => verify(self.ring(), &stored),
            None => driver.write(&mut |connection| self.decide(connection)),
        }
    }

    /// Stores the choice, unless another engine that opens the same store was faster.
    fn decide(&self, connection: &mut dyn Connection) -> Result<()> {
        let mut any_key = false;
        connection.query(&sql::ANY_KEY, &[], &mut |_| {
            any_key = true;
            Ok(())
        })?;
        if any_key {
            let detail = "it has data keys and no key check".into();
            return Err(ErrorKind::StorageCorrupt { detail }.into());
        }
        let check = self.ring().key_check();
        let check = check.as_ref().map_or(WITHOUT_ROOT_KEY, |check| check.as_slice());
        connection.insert_new(&sql::INSERT_KEY_CHECK, &[KEY_CHECK.into(), check.into()])?;
        let stored = key_check(connection)?;
        verify(self.ring(), &stored.ok_or_else(|| Error::internal("a key check vanished"))?)
    }
}

fn key_check(connection: &mut dyn Connection) -> Result<Option<Vec<u8>>> {
    let mut stored = None;
    connection.query(&sql::KEY_CHECK, &[KEY_CHECK.into()], &mut |row| {
        stored = Some(row.bytes(0)?.to_vec());
        Ok(())
    })?;
    Ok(stored)
}

fn verify(ring: &KeyRing, stored: &[u8]) -> Result<()> {
    match (stored == WITHOUT_ROOT_KEY, ring.is_sealed()) {
        (true, false) => Ok(()),
        (true, true) => {
            let reason = "it was made without one; open it without a root key, or import it into \
                a new store that is made with one";
            Err(ErrorKind::KeyMismatch { reason: reason.into() }.into())
        }
        (false, _) => ring.verify_check(stored),
    }
}
