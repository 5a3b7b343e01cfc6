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

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};
use crate::ops::{Operation, Request};
use crate::store::{Param, Sql, Tx, statements};

statements! {
    RECEIPT: User = "SELECT receipt FROM receipts WHERE user_id = ? AND replay_key = ?";
    INSERT_RECEIPT: User =
        "INSERT INTO receipts (user_id, replay_key, receipt, created_at_ms) VALUES (?, ?, ?, ?)";
}

/// A response that can say it is the stored outcome of an earlier call.
pub trait Replay {
    /// Marks it so. Responses that do not tell ignore it.
    fn mark_replayed(&mut self) {}

    /// The person whose data it holds, where the request could not name them yet.
    fn owner(&self) -> Option<UserId> {
        None
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
        None => open::<O::Request, O::Response>(&stored, request).map(Some),
    }
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
    let plain = write(request, response)?;
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
        insert(tx, nobody, &key, &pointer)?;
    }
    let user = owner.unwrap_or(user);
    let receipt = receipt::<O>(tx, user, &key, request, &response)?;
    insert(tx, user, &key, &receipt)?;
    Ok(response)
}

fn insert(tx: &mut Tx<'_>, user: UserId, key: &ReplayKey, receipt: &[u8]) -> Result<()> {
    let now = Param::Int(tx.now_ms());
    tx.exec(&INSERT_RECEIPT, &[user.into(), key.as_param(), Param::Bytes(receipt), now])?;
    Ok(())
}

/// Begins what is no receipt but the id of the user who has it; no request is so long.
const POINTER: [u8; 4] = u32::MAX.to_be_bytes();

fn pointed_at(stored: &[u8]) -> Option<UserId> {
    let id = stored.strip_prefix(&POINTER)?;
    uuid::Uuid::from_slice(id).ok().map(UserId)
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
    stored: &[u8],
    request: &Req,
) -> Result<Res> {
    let damaged = || Error::from(ErrorKind::StorageCorrupt { detail: "a receipt".into() });
    let (length, rest) = stored.split_first_chunk::<4>().ok_or_else(damaged)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (first, outcome) = rest.split_at_checked(length).ok_or_else(damaged)?;
    let now = serde_json::to_vec(request).map_err(|_| damaged())?;
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
