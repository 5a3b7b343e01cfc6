//! Writing an event at the end of its chain.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::audit::chain::{AuditEntry, Head};
use crate::audit::sql;
use crate::context::{Actor, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{TenantId, UserId};
use crate::store::{Param, Row, Tx, unless_met};
use crate::vault::Column;

pub(super) const PAYLOAD: Column = Column::new("audit_events", "payload_sealed");

/// Records what was done to a user, with where the call came from.
///
/// `payload` holds the facts of the event in camelCase; never a secret.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    cx: &Context,
    user: UserId,
    event: &'static str,
    payload: &Value,
) -> Result<()> {
    append(tx, cx, user.0, event, payload)
}

/// Records what was done to a tenant and concerns no user.
pub(crate) fn record_for_tenant(
    tx: &mut Tx<'_>,
    cx: &Context,
    tenant: TenantId,
    event: &'static str,
    payload: &Value,
) -> Result<()> {
    append(tx, cx, tenant.0, event, payload)
}

fn append(
    tx: &mut Tx<'_>,
    cx: &Context,
    owner: Uuid,
    event: &'static str,
    payload: &Value,
) -> Result<()> {
    let stored = stored_head(tx, owner)?;
    let (head, last_ms) = stored.unwrap_or((Head::start(owner), i64::MIN));
    let seq = head.seq + 1;
    let plain = with_origin(tx.tenant(), cx, payload).to_string();
    let payload_sealed = tx.seal(UserId(owner), &PAYLOAD, &seq.to_be_bytes(), plain.as_bytes())?;
    let actor = actor(cx);
    // The times of a chain never go backwards, whatever the clock did.
    let at_ms = tx.now_ms().max(last_ms);
    let entry = AuditEntry {
        owner,
        seq,
        at_ms,
        event,
        actor: &actor,
        payload_sealed: &payload_sealed,
        prev_hash: head.hash,
    };
    let hash = Head::after(&entry).hash;
    move_head(tx, owner, stored.is_some(), Head { seq, hash }, at_ms)?;
    let params = [
        Param::Id(owner),
        seq.into(),
        at_ms.into(),
        event.into(),
        (&actor).into(),
        (&payload_sealed).into(),
        hash.as_slice().into(),
    ];
    tx.exec(&sql::INSERT_EVENT, &params)?;
    Ok(())
}

/// Where a chain has come to, and when.
pub(super) fn stored_head(tx: &mut Tx<'_>, owner: Uuid) -> Result<Option<(Head, i64)>> {
    tx.get(&sql::HEAD, &[Param::Id(owner)], |row| {
        Ok((Head { seq: row.int(0)?, hash: hash(row, 1)? }, row.int(2)?))
    })
}

pub(super) fn hash(row: &dyn Row, column: usize) -> Result<[u8; 32]> {
    let damaged = |_| Error::from(ErrorKind::StorageCorrupt { detail: "an audit hash".into() });
    row.bytes(column)?.try_into().map_err(damaged)
}

/// Moves the head by one; two transactions that met here run one after the other instead.
fn move_head(tx: &mut Tx<'_>, owner: Uuid, stood: bool, to: Head, at_ms: i64) -> Result<()> {
    let hash = Param::Bytes(&to.hash);
    let owner = Param::Id(owner);
    let moved = match stood {
        true => tx.exec_guarded(
            &sql::ADVANCE_HEAD,
            &[to.seq.into(), hash, at_ms.into(), owner, (to.seq - 1).into()],
        )?,
        false => tx.insert_new(&sql::INSERT_HEAD, &[owner, to.seq.into(), hash, at_ms.into()])?,
    };
    unless_met(moved)
}

fn actor(cx: &Context) -> String {
    match cx.actor {
        Actor::Host => "host".into(),
        Actor::Operator(id) => format!("operator:{id}"),
        Actor::User(id) => format!("user:{id}"),
        Actor::Anonymous => "anonymous".into(),
    }
}

fn with_origin(tenant: Option<TenantId>, cx: &Context, payload: &Value) -> Value {
    let mut all = Map::new();
    all.insert("data".into(), payload.clone());
    if let Some(tenant) = tenant {
        all.insert("tenantId".into(), json!(tenant));
    }
    let origin = [
        ("device", &cx.device),
        ("ip", &cx.ip),
        ("userAgent", &cx.user_agent),
        ("requestId", &cx.request_id),
    ];
    for (name, value) in origin {
        if let Some(value) = value {
            all.insert(name.into(), json!(value));
        }
    }
    Value::Object(all)
}
