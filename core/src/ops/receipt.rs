//! Exactly once: the first outcome of an idempotency key, kept beside its effect.
//!
//! A receipt holds the canonical request and the outcome. It is written in the transaction of the
//! effect, never before it, so a key is spent exactly when its effect is durable. A retry with the
//! same request gets the first outcome, marked as replayed; another request under the same key is
//! refused with the name of the first field that differs. A refusal stores nothing: after a top-up
//! the same key works.
//!
//! Operations of kind `Ledger` keep the receipt in their ledger row; the others keep it in the
//! table `receipts`. Both find it by a [`ReplayKey`], unique per user.
//!
//! An outcome that [tells of](Replay::told) synced rows must not outlive them. Its receipt holds
//! hashes in the place of the request's fields, and the row it repeats; where that is removed for
//! good, nothing is left of the receipt but that the key was used. A replay then is a `conflict`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::hash::prefixed;
use crate::id::{TenantId, UserId};
use crate::ops::{Operation, Request};
use crate::store::{Param, Sql, Tx, statements};
use crate::sync::{self, Collection};

statements! {
    RECEIPT: User = "SELECT receipt FROM receipts WHERE user_id = ? AND replay_key = ?";
    INSERT_RECEIPT: User = "INSERT INTO receipts (user_id, replay_key, receipt, created_at_ms, \
        row_id) VALUES (?, ?, ?, ?, ?)";
    EMPTY_RECEIPTS: User =
        "UPDATE receipts SET receipt = ?, row_id = NULL WHERE user_id = ? AND row_id = ?";
}

/// A response that can say it is the stored outcome of an earlier call.
pub trait Replay {
    /// Marks it so. Responses that do not tell ignore it.
    fn mark_replayed(&mut self) {}

    /// The person whose data it holds, where the request could not name them yet.
    fn owner(&self) -> Option<UserId> {
        None
    }

    /// The synced rows of which it tells.
    fn told(&self) -> Option<Told> {
        None
    }
}

/// Synced rows of which a response tells.
#[derive(Debug, Clone)]
pub struct Told {
    collection: &'static Collection,
    ids: Vec<Uuid>,
}

impl Told {
    pub(crate) fn new(collection: &'static Collection, ids: Vec<Uuid>) -> Self {
        Told { collection, ids }
    }

    /// The row whose content the response repeats; one that tells of several has only their ids.
    fn row(&self) -> Option<Uuid> {
        match self.ids[..] {
            [id] => Some(id),
            _ => None,
        }
    }

    /// Whether any of the rows is left, be it in the trash.
    fn stands(&self, tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
        for id in &self.ids {
            if sync::stands(tx, self.collection, user, *id)? {
                return Ok(true);
            }
        }
        Ok(self.ids.is_empty())
    }
}

/// Operation, tenant and idempotency key as one value, unique per user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReplayKey(Vec<u8>);

impl ReplayKey {
    /// The value for a key given to an operation, within a tenant or in host scope.
    pub(crate) fn new(operation: u16, tenant: Option<TenantId>, key: &str) -> Self {
        let mut bytes = Vec::with_capacity(19 + key.len());
        bytes.extend_from_slice(&operation.to_be_bytes());
        match tenant {
            Some(tenant) => {
                bytes.push(1);
                bytes.extend_from_slice(tenant.0.as_bytes());
            }
            None => bytes.push(0),
        }
        bytes.extend_from_slice(key.as_bytes());
        ReplayKey(bytes)
    }

    pub(crate) fn as_param(&self) -> Param<'_> {
        Param::Bytes(&self.0)
    }
}

/// Finds the outcome of an earlier call with this key; `find` selects the receipt by
/// (user_id, replay_key).
pub(crate) fn replayed<O: Operation>(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &ReplayKey,
    find: &'static Sql,
    request: &O::Request,
) -> Result<Option<O::Response>> {
    let stored = tx.get(find, &[user.into(), key.as_param()], |row| Ok(row.bytes(0)?.to_vec()))?;
    let Some(stored) = stored else { return Ok(None) };
    if stored.is_empty() {
        return Err(removed());
    }
    let stored = tx.unseal(user, &SEALED_AS, &key.0, &stored)?;
    match pointed_at(&stored) {
        Some(owner) => match replayed::<O>(tx, owner, key, find, request)? {
            Some(response) => Ok(Some(response)),
            None => Err(ErrorKind::Conflict {
                what: "the idempotency key".into(),
                reason: "it was used for a user whose data is erased".into(),
            }
            .into()),
        },
        None => {
            let response: O::Response = open(&key.0, &stored, request)?;
            match response.told() {
                Some(told) if !told.stands(tx, user)? => Err(removed()),
                _ => Ok(Some(response)),
            }
        }
    }
}

/// What a key answers whose first call made what is gone.
fn removed() -> Error {
    let what = "the idempotency key".into();
    ErrorKind::Conflict { what, reason: "what it was used for was removed for good".into() }.into()
}

/// Empties the receipts that repeat a synced row, which is removed for good.
pub(crate) fn empty_receipts(tx: &mut Tx<'_>, user: UserId, row: Uuid) -> Result<()> {
    tx.exec(&EMPTY_RECEIPTS, &[Param::Bytes(&[]), user.into(), Param::Id(row)]).map(drop)
}

/// What a refusal is to a call with a key: the refusal, or a conflict where a call with the same
/// key has taken effect since this one looked for it.
///
/// On a server this call may have waited for a row that the other held, and is refused for what the
/// other did. Run again, it finds the other's outcome.
pub(crate) fn refused(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &ReplayKey,
    find: &'static Sql,
    error: Error,
) -> Result<Error> {
    // After any other the transaction may be void.
    if !error.is_refusal() {
        return Ok(error);
    }
    let came = tx.get(find, &[user.into(), key.as_param()], |_| Ok(()))?.is_some();
    Ok(if came { ErrorKind::Serialization {}.into() } else { error })
}

/// The receipt to be stored in the row of the effect.
pub(crate) fn receipt<O: Operation>(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &ReplayKey,
    request: &O::Request,
    response: &O::Response,
) -> Result<Vec<u8>> {
    let plain = match response.told() {
        Some(_) => [&HASHED, &write(&hashed(&key.0, request)?, response)?[..]].concat(),
        None => write(request, response)?,
    };
    tx.seal(user, &SEALED_AS, &key.0, &plain)
}

const SEALED_AS: crate::vault::Column = crate::vault::Column::new("receipts", "receipt");

/// Runs an operation whose receipts stand in the table of their own.
///
/// The receipt of a call that is about no one yet, such as a registration, is kept with the user it
/// made, so that it is sealed by their key and erased with them; under the nil user stands only
/// whose it is.
pub(crate) fn once<O: Operation>(
    tx: &mut Tx<'_>,
    request: &O::Request,
    run: impl FnOnce(&mut Tx<'_>) -> Result<O::Response>,
) -> Result<O::Response> {
    let Some(key) = request.idempotency_key() else { return run(tx) };
    let nobody = UserId(uuid::Uuid::nil());
    let user = request.subject().unwrap_or(nobody);
    let key = ReplayKey::new(O::ROW.number, tx.tenant(), key);
    if let Some(response) = replayed::<O>(tx, user, &key, &RECEIPT, request)? {
        return Ok(response);
    }
    let response = match run(tx) {
        Ok(response) => response,
        Err(error) => return Err(refused(tx, user, &key, &RECEIPT, error)?),
    };
    let owner = response.owner().filter(|_| user == nobody);
    if let Some(owner) = owner {
        let pointer = [POINTER.as_slice(), owner.0.as_bytes()].concat();
        let pointer = tx.seal(nobody, &SEALED_AS, &key.0, &pointer)?;
        insert(tx, nobody, &key, &pointer, None)?;
    }
    let user = owner.unwrap_or(user);
    let told = response.told();
    if let Some(told) = &told {
        hold(tx, user, told)?;
    }
    let receipt = receipt::<O>(tx, user, &key, request, &response)?;
    insert(tx, user, &key, &receipt, told.and_then(|told| told.row()))?;
    Ok(response)
}

/// Sees to it that rows which the call only read are not removed before its receipt names them:
/// whoever removes one has the user's sync head.
fn hold(tx: &mut Tx<'_>, user: UserId, told: &Told) -> Result<()> {
    if tx.holds_head(user) {
        return Ok(());
    }
    tx.synced(told.collection, user).reserve(0)?;
    match told.stands(tx, user)? {
        true => Ok(()),
        false => Err(ErrorKind::Serialization {}.into()),
    }
}

fn insert(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &ReplayKey,
    receipt: &[u8],
    row: Option<Uuid>,
) -> Result<()> {
    let row = row.map_or(Param::Null, Param::Id);
    let now = Param::Int(tx.now_ms());
    tx.exec(&INSERT_RECEIPT, &[user.into(), key.as_param(), Param::Bytes(receipt), now, row])?;
    Ok(())
}

/// Begins what is no receipt but the id of the user who has it; no request is so long.
const POINTER: [u8; 4] = u32::MAX.to_be_bytes();

fn pointed_at(stored: &[u8]) -> Option<UserId> {
    let id = stored.strip_prefix(&POINTER)?;
    uuid::Uuid::from_slice(id).ok().map(UserId)
}

/// Begins a receipt with hashes of the request's fields; no request is so long.
const HASHED: [u8; 4] = (u32::MAX - 1).to_be_bytes();

/// How many bytes of a hash are kept: as many as keep two texts apart.
const HASH_BYTES: usize = 16;

/// The hash of each field of a request. The key goes in, so the same words under two keys have
/// nothing in common.
fn hashed(key: &[u8], request: &impl Serialize) -> Result<BTreeMap<String, String>> {
    let failed = |e: serde_json::Error| Error::internal(format!("a request does not encode: {e}"));
    let text = serde_json::to_vec(request).map_err(failed)?;
    let fields: BTreeMap<&str, &RawValue> = serde_json::from_slice(&text).map_err(failed)?;
    let hash = |(name, value): (&str, &RawValue)| {
        let mut hash = Sha256::new();
        prefixed(&[key, name.as_bytes(), value.get().as_bytes()], |bytes| hash.update(bytes));
        let hex = hash.finalize()[..HASH_BYTES].iter().map(|byte| format!("{byte:02x}")).collect();
        (name.to_owned(), hex)
    };
    Ok(fields.into_iter().map(hash).collect())
}

/// Length of the request, request, outcome.
fn write(request: &impl Serialize, response: &impl Serialize) -> Result<Vec<u8>> {
    let failed = |e: serde_json::Error| Error::internal(format!("a receipt does not encode: {e}"));
    let mut bytes = vec![0; 4];
    serde_json::to_writer(&mut bytes, request).map_err(failed)?;
    let length = u32::try_from(bytes.len() - 4)
        .map_err(|_| Error::internal("a request of 4 GiB passed its limit"))?;
    bytes[..4].copy_from_slice(&length.to_be_bytes());
    serde_json::to_writer(&mut bytes, response).map_err(failed)?;
    Ok(bytes)
}

fn open<Req: Serialize, Res: DeserializeOwned + Replay>(
    key: &[u8],
    stored: &[u8],
    request: &Req,
) -> Result<Res> {
    let damaged = || Error::from(ErrorKind::StorageCorrupt { detail: "a receipt".into() });
    let (stored, now) = match stored.strip_prefix(&HASHED) {
        Some(rest) => (rest, serde_json::to_vec(&hashed(key, request)?)),
        None => (stored, serde_json::to_vec(request)),
    };
    let now = now.map_err(|_| damaged())?;
    let (length, rest) = stored.split_first_chunk::<4>().ok_or_else(damaged)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (first, outcome) = rest.split_at_checked(length).ok_or_else(damaged)?;
    if first != now {
        let field = differing_field(first, &now).ok_or_else(damaged)?;
        return Err(ErrorKind::IdempotencyMismatch { field }.into());
    }
    let mut response: Res = serde_json::from_slice(outcome).map_err(|_| damaged())?;
    response.mark_replayed();
    Ok(response)
}

/// The name of the first field, in the order of the alphabet, in which two requests differ.
fn differing_field(first: &[u8], now: &[u8]) -> Option<String> {
    let first: Value = serde_json::from_slice(first).ok()?;
    let now: Value = serde_json::from_slice(now).ok()?;
    let (first, now) = (first.as_object()?, now.as_object()?);
    let names: std::collections::BTreeSet<&String> = first.keys().chain(now.keys()).collect();
    names.into_iter().find(|name| first.get(*name) != now.get(*name)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{AppendMessageRequest, AppendMessageResponse, MessageRole};

    #[test]
    fn a_receipt_that_holds_its_request_is_read_as_before() {
        let request = |content: &str| {
            AppendMessageRequest::new(Uuid::nil(), Uuid::nil(), MessageRole::User, content)
        };
        let message = serde_json::json!({
            "id": Uuid::nil(), "sessionId": Uuid::nil(), "role": "user", "content": "words",
            "status": "complete", "createdAtMs": 1,
        });
        let answer = serde_json::json!({ "message": message, "replayed": false });
        let stored = write(&request("words"), &answer).expect("encodes");
        let read = |content| open::<_, AppendMessageResponse>(b"key", &stored, &request(content));
        let response = read("words").expect("is the same");
        assert_eq!((response.message.content.as_str(), response.replayed), ("words", true));
        let field = "content".to_owned();
        let differs = ErrorKind::IdempotencyMismatch { field };
        assert_eq!(*read("other words").expect_err("differs").kind(), differs);
    }
}
