//! Verifying a chain, page by page.

use uuid::Uuid;

use crate::audit::chain::{self, AuditEntry, Head};
use crate::audit::record::{hash, stored_head};
use crate::error::Result;
use crate::limits;
use crate::store::{Param, Tx};

mod sql {
    #![allow(dead_code, reason = "the list is for the lint of the engine's own statements")]
    crate::store::statements! {
        EVENTS: User = "SELECT seq, at_ms, event, actor, payload_sealed, hash FROM audit_events \
            WHERE user_id = ? AND seq > ? ORDER BY seq LIMIT ?";
    }
}

/// What became of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verified {
    /// It has so many entries, and all of them are what was written.
    Sound(i64),
    /// The entry with this number is missing or is not what was written.
    BrokenAt(i64),
}

struct Stored {
    seq: i64,
    at_ms: i64,
    event: String,
    actor: String,
    payload_sealed: Vec<u8>,
    hash: [u8; 32],
}

/// Verifies the whole chain of an owner against its head.
pub(crate) fn verify(tx: &mut Tx<'_>, owner: Uuid) -> Result<Verified> {
    let stored = stored_head(tx, owner)?.map_or(Head::start(owner), |(head, _)| head);
    let mut head = Head::start(owner);
    loop {
        let page = events(tx, owner, head.seq)?;
        let count = page.len();
        let mut prev_hash = head.hash;
        let entries = page.iter().map(|event| {
            let entry = AuditEntry {
                owner,
                seq: event.seq,
                at_ms: event.at_ms,
                event: &event.event,
                actor: &event.actor,
                payload_sealed: &event.payload_sealed,
                prev_hash: std::mem::replace(&mut prev_hash, event.hash),
            };
            (entry, event.hash)
        });
        head = match chain::verify(owner, head, entries) {
            Ok(head) => head,
            Err(seq) => return Ok(Verified::BrokenAt(seq)),
        };
        if count == 0 {
            break;
        }
    }
    match head == stored {
        true => Ok(Verified::Sound(head.seq)),
        false => Ok(Verified::BrokenAt(head.seq.min(stored.seq) + 1)),
    }
}

fn events(tx: &mut Tx<'_>, owner: Uuid, after: i64) -> Result<Vec<Stored>> {
    let params = [Param::Id(owner), after.into(), limits::PAGE_ROWS_MAX.into()];
    tx.list(&sql::EVENTS, &params, |row| {
        Ok(Stored {
            seq: row.int(0)?,
            at_ms: row.int(1)?,
            event: row.text(2)?,
            actor: row.text(3)?,
            payload_sealed: row.bytes(4)?.to_vec(),
            hash: hash(row, 5)?,
        })
    })
}
