//! Sealing values with a user's data key.
//!
//! The first byte is the format. `0`: the value itself follows (open stores). `1`: the key version
//! (4 bytes, big-endian), the nonce (12), and the value under AES-256-GCM with its tag (16).

use aes_gcm::aead::{Aead, Payload};
use uuid::Uuid;

use super::ring::{DataKey, KeyRing};
use crate::error::{Error, ErrorKind, Result};
use crate::hash::prefixed;

/// A number used once: 96 bits, drawn at random for each value that is sealed.
pub(crate) type Nonce = [u8; 12];

pub(super) const PLAIN: u8 = 0;
pub(super) const AES_256_GCM: u8 = 1;
const HEADER_BYTES: usize = 1 + 4 + 12;
const TAG_BYTES: usize = 16;

/// Where a sealed value lives. It opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SealContext<'a> {
    /// Whose value it is.
    pub(crate) user: Uuid,
    /// The table it is stored in.
    pub(crate) table: &'static str,
    /// The key of its row.
    pub(crate) row: &'a [u8],
    /// The column it is stored in.
    pub(crate) column: &'static str,
    /// The version of the user's data key.
    pub(crate) key_version: u32,
}

impl SealContext<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let version = self.key_version.to_be_bytes();
        let parts: [&[u8]; 7] = [
            b"silvervine/1/seal",
            &[AES_256_GCM],
            self.user.as_bytes(),
            self.table.as_bytes(),
            self.row,
            self.column.as_bytes(),
            &version,
        ];
        let mut data = Vec::with_capacity(128);
        prefixed(&parts, |bytes| data.extend_from_slice(bytes));
        data
    }

    fn damaged(&self) -> Error {
        ErrorKind::DecryptFailed { what: format!("{}.{}", self.table, self.column) }.into()
    }
}

impl KeyRing {
    /// Makes the bytes to store for a value: sealed by the user's data key, or as it is in an open
    /// store, which has none. `nonce` was drawn at random for this call alone.
    pub(crate) fn seal(
        &self,
        data_key: Option<&DataKey>,
        context: &SealContext<'_>,
        plaintext: &[u8],
        nonce: Nonce,
    ) -> Result<Vec<u8>> {
        match (self.is_sealed(), data_key) {
            (false, None) => {
                let mut bytes = Vec::with_capacity(1 + plaintext.len());
                bytes.push(PLAIN);
                bytes.extend_from_slice(plaintext);
                Ok(bytes)
            }
            (true, Some(key)) => {
                let data = context.associated_data();
                let sealed = key
                    .cipher()
                    .encrypt(&nonce.into(), Payload { msg: plaintext, aad: &data })
                    .map_err(|_| Error::internal("a value is too large to seal"))?;
                let mut bytes = header(context.key_version, &nonce, sealed.len());
                bytes.extend_from_slice(&sealed);
                Ok(bytes)
            }
            (true, None) => Err(Error::internal("a sealed store writes under a data key only")),
            (false, Some(_)) => Err(Error::internal("an open store has no data keys")),
        }
    }

    /// Opens what [`KeyRing::seal`] made for the same place.
    ///
    /// Fails with `key_unavailable` when the value is sealed and there is no root key, and with
    /// `decrypt_failed` when it was changed or belongs elsewhere. In a sealed store a plain value
    /// fails too, whether or not the user's data key is there: whoever can write the file could
    /// have put it there, and removed the key.
    pub(crate) fn unseal(
        &self,
        data_key: Option<&DataKey>,
        context: &SealContext<'_>,
        bytes: &[u8],
    ) -> Result<Vec<u8>> {
        if !self.is_sealed() {
            return match bytes.split_first() {
                Some((&PLAIN, plaintext)) => Ok(plaintext.to_vec()),
                Some((&AES_256_GCM, _)) => Err(ErrorKind::KeyUnavailable {}.into()),
                _ => Err(context.damaged()),
            };
        }
        let open = || {
            let (version, nonce, sealed) = split(bytes)?;
            let key = data_key.filter(|_| version == context.key_version)?;
            let data = context.associated_data();
            key.cipher().decrypt(&nonce.into(), Payload { msg: sealed, aad: &data }).ok()
        };
        open().ok_or_else(|| context.damaged())
    }
}

/// The version of the data key that a stored value was sealed by; none for a plain value.
///
/// It is what the bytes claim: [`KeyRing::unseal`] verifies it.
pub(crate) fn seal_version(bytes: &[u8]) -> Option<u32> {
    split(bytes).map(|(version, ..)| version)
}

/// The bytes before the ciphertext, with room for `sealed_bytes` more.
pub(super) fn header(version: u32, nonce: &Nonce, sealed_bytes: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + sealed_bytes);
    bytes.push(AES_256_GCM);
    bytes.extend_from_slice(&version.to_be_bytes());
    bytes.extend_from_slice(nonce);
    bytes
}

/// The version, nonce and ciphertext of sealed bytes; none when they have another form.
pub(super) fn split(bytes: &[u8]) -> Option<(u32, Nonce, &[u8])> {
    let (&format, rest) = bytes.split_first()?;
    let (version, rest) = rest.split_first_chunk()?;
    let (nonce, sealed) = rest.split_first_chunk()?;
    let is_sealed = format == AES_256_GCM && sealed.len() >= TAG_BYTES;
    is_sealed.then_some((u32::from_be_bytes(*version), *nonce, sealed))
}
