//! The data keys of users, opened and kept for the calls that seal and unseal.
//!
//! A user's first sealed value makes their data key, in the same transaction. An opened key is
//! shared with other calls only after the transaction that made or read it is durable: one that
//! was rolled back, alone or with a batch, leaves no key behind that the store does not have.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{DataKey, KeyRing, Nonce, RootKey, SealContext, seal_version, sql};
use crate::error::{Error, ErrorKind, Result};
use crate::hash::prefixed;
use crate::id::UserId;
use crate::limits;
use crate::store::{Param, Row, Tx};

#[cfg(all(test, feature = "sqlite"))]
mod tests;

/// The version of a user's first data key.
const FIRST_VERSION: u32 = 1;

/// The column in which a sealed value stands.
#[derive(Debug)]
pub(crate) struct Column {
    table: &'static str,
    column: &'static str,
}

impl Column {
    pub(crate) const fn new(table: &'static str, column: &'static str) -> Self {
        Column { table, column }
    }
}

/// The keys of an open engine.
#[derive(Debug)]
pub(crate) struct Keys {
    ring: KeyRing,
    opened: Mutex<Opened>,
}

/// One version of a user's data key, unwrapped.
#[derive(Debug, Clone)]
pub(crate) struct OpenedKey {
    user: UserId,
    version: u32,
    /// Whether it is the newest, which seals.
    newest: bool,
    key: Arc<DataKey>,
}

impl OpenedKey {
    fn is(&self, user: UserId, version: Option<u32>) -> bool {
        self.user == user && version.map_or(self.newest, |version| self.version == version)
    }
}

/// Opened keys by user and version; no version stands for the newest.
///
/// When the young half is full the old half is dropped and they change places, so a key that is
/// in use survives and the whole stays within its limit.
#[derive(Debug, Default)]
struct Opened {
    young: HashMap<(UserId, Option<u32>), OpenedKey>,
    old: HashMap<(UserId, Option<u32>), OpenedKey>,
}

impl Opened {
    fn get(&mut self, user: UserId, version: Option<u32>) -> Option<OpenedKey> {
        let place = (user, version);
        if let Some(key) = self.young.get(&place) {
            return Some(key.clone());
        }
        let key = self.old.remove(&place)?;
        self.put(place, key.clone());
        Some(key)
    }

    fn put(&mut self, place: (UserId, Option<u32>), key: OpenedKey) {
        if self.young.len() >= limits::DATA_KEYS_CACHED_MAX / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(place, key);
    }
}

impl Keys {
    pub(crate) fn new(root: Option<&RootKey>) -> Self {
        let ring = root.map_or_else(KeyRing::open, KeyRing::new);
        Keys { ring, opened: Mutex::default() }
    }

    /// Whether personal data is sealed by a root key.
    pub(crate) fn is_sealed(&self) -> bool {
        self.ring.is_sealed()
    }

    pub(super) fn ring(&self) -> &KeyRing {
        &self.ring
    }

    /// Shares the keys of a transaction which is durable now.
    pub(crate) fn share(&self, keys: Vec<OpenedKey>) {
        if keys.is_empty() {
            return;
        }
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            if key.newest {
                opened.put((key.user, None), key.clone());
            }
            opened.put((key.user, Some(key.version)), key);
        }
    }

    fn shared(&self, user: UserId, version: Option<u32>) -> Option<OpenedKey> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(user, version)
    }
}

impl Tx<'_> {
    /// Seals a value of a user for one column of one row.
    pub(crate) fn seal(
        &mut self,
        user: UserId,
        column: &Column,
        row: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        let ring = &self.engine().keys.ring;
        if !ring.is_sealed() {
            return ring.seal(None, &place(user, column, row, 0), plain, Nonce::default());
        }
        let key = match self.data_key(user, None)? {
            Some(key) => key,
            None => self.make_data_key(user)?,
        };
        let nonce = self.nonce(column, row, plain)?;
        ring.seal(Some(&key.key), &place(user, column, row, key.version), plain, nonce)
    }

    /// Opens what [`Tx::seal`] sealed for the same place.
    ///
    /// Fails with `decrypt_failed` when it was changed, or stood elsewhere.
    pub(crate) fn unseal(
        &mut self,
        user: UserId,
        column: &Column,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>> {
        let ring = &self.engine().keys.ring;
        let key = match seal_version(sealed).filter(|_| ring.is_sealed()) {
            Some(version) => self.data_key(user, Some(version))?,
            None => None,
        };
        let version = key.as_ref().map_or(0, |key| key.version);
        let data_key = key.as_ref().map(|key| key.key.as_ref());
        ring.unseal(data_key, &place(user, column, row, version), sealed)
    }

    /// The value under which a directory finds an identifier.
    pub(crate) fn blind_index(&self, kind: &'static str, normalized: &str) -> Vec<u8> {
        self.engine().keys.ring.blind_index(kind, normalized)
    }

    /// A data key of a user: the one with this version, or the newest.
    fn data_key(&mut self, user: UserId, version: Option<u32>) -> Result<Option<OpenedKey>> {
        if let Some(key) = self.opened_keys.iter().find(|key| key.is(user, version)) {
            return Ok(Some(key.clone()));
        }
        if let Some(key) = self.engine().keys.shared(user, version) {
            return Ok(Some(key));
        }
        let stored = match version {
            Some(version) => {
                self.get(&sql::KEY, &[user.into(), i64::from(version).into()], wrapped)?
            }
            None => self.get(&sql::NEWEST_KEY, &[user.into()], wrapped)?,
        };
        let Some((found, wrapped)) = stored else { return Ok(None) };
        let key = self.engine().keys.ring.unwrap_data_key(user.0, found, &wrapped)?;
        let newest = version.is_none();
        let key = OpenedKey { user, version: found, newest, key: Arc::new(key) };
        self.opened_keys.push(key.clone());
        Ok(Some(key))
    }

    fn make_data_key(&mut self, user: UserId) -> Result<OpenedKey> {
        let bytes = Zeroizing::new(self.random::<32>()?);
        let key = DataKey::from_bytes(*bytes);
        let nonce = self.random()?;
        let wrapped = self.engine().keys.ring.wrap_data_key(user.0, FIRST_VERSION, &key, nonce)?;
        let version = Param::Int(i64::from(FIRST_VERSION));
        let now = Param::Int(self.now_ms());
        let params = [user.into(), version, Param::Bytes(&wrapped), now];
        if !self.insert_new(&sql::INSERT_KEY, &params)? {
            // Another transaction made one since this one looked.
            let key = self.data_key(user, None)?;
            return key.ok_or_else(|| ErrorKind::Serialization {}.into());
        }
        let key = OpenedKey { user, version: FIRST_VERSION, newest: true, key: Arc::new(key) };
        self.opened_keys.push(key.clone());
        Ok(key)
    }

    /// A nonce for one value.
    ///
    /// A job that runs again draws the same bytes and may seal another value: the nonce hangs on
    /// the value and its place too, so that it is never used for two.
    fn nonce(&mut self, column: &Column, row: &[u8], plain: &[u8]) -> Result<Nonce> {
        let draw = Zeroizing::new(self.random::<32>()?);
        let mut hash = Sha256::new();
        let parts =
            [draw.as_slice(), column.table.as_bytes(), column.column.as_bytes(), row, plain];
        prefixed(&parts, |bytes| hash.update(bytes));
        let hash: [u8; 32] = hash.finalize().into();
        let (nonce, _) = hash.split_first_chunk().ok_or_else(|| Error::internal("a short hash"))?;
        Ok(*nonce)
    }
}

fn place<'a>(user: UserId, column: &Column, row: &'a [u8], key_version: u32) -> SealContext<'a> {
    SealContext { user: user.0, table: column.table, row, column: column.column, key_version }
}

fn wrapped(row: &dyn Row) -> Result<(u32, Vec<u8>)> {
    let version = u32::try_from(row.int(0)?)
        .map_err(|_| ErrorKind::StorageCorrupt { detail: "the version of a data key".into() })?;
    Ok((version, row.bytes(1)?.to_vec()))
}
