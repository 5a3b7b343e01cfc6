//! What the operations of the outbox take and answer.

use serde_json::Value;
use uuid::Uuid;

use crate::id::{EventId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};

request! {
    /// How many events to hand out, of which kinds, and for how long.
    pub struct ClaimOutboxRequest {
        ;
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// How long they belong to the caller, in milliseconds, 1 second to 1 hour; a minute by
        /// default.
        lease_ms: i64 => Rule::Range { min: 1_000, max: limits::OUTBOX_LEASE_MS_MAX },
        /// Only events of these kinds, 1 to 8 of them; of all kinds by default.
        kinds: Vec<String> => Rule::Items { min: 1, max: limits::OUTBOX_KINDS_MAX },
    }
}

request! {
    /// An event that was delivered.
    pub struct AckOutboxRequest for user_id {
        /// Whom it is about, as it was handed out.
        user_id: UserId,
        /// The event.
        event_id: EventId,
        /// The lease under which it was claimed.
        lease: Uuid,
    }
}

request! {
    /// An event that could not be delivered.
    pub struct FailOutboxRequest for user_id keyed idempotency_key {
        /// Whom it is about, as it was handed out.
        user_id: UserId,
        /// The event.
        event_id: EventId,
        /// The lease under which it was claimed.
        lease: Uuid;
        /// Why, at most 255 characters, without anything personal.
        reason: String => Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which events to list.
    pub struct ListOutboxRequest {
        ;
        /// In which state; `pending` by default.
        state: OutboxState,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

wire_enum! {
    /// What has become of an event.
    pub enum OutboxState {
        /// It waits to be handed out or acknowledged.
        Pending = "pending",
        /// It was acknowledged.
        Done = "done",
        /// It was given up.
        Dead = "dead",
    }
}

response! {
    /// An event that belongs to the caller for a while.
    pub struct OutboxClaimed {
        /// Whom it is about; the nil id for nobody.
        user_id: UserId,
        /// The event. A deliverer that was handed it before may know it by this.
        event_id: EventId,
        /// What it tells, such as `quota_low`.
        kind: String,
        /// The particulars.
        payload: Value,
        /// When it came about, in milliseconds since the epoch.
        raised_at_ms: i64,
        /// How many times it was handed out, this time among them.
        tries: i64,
    }
}

response! {
    /// The events of a claim.
    pub struct ClaimedEvents {
        /// The events, the oldest first; at most one for each user.
        items: Vec<OutboxClaimed>,
        /// What to acknowledge them under.
        lease: Uuid,
        /// When others may claim them again, in milliseconds since the epoch.
        lease_ends_at_ms: i64,
    }
}

response! {
    /// What became of an event.
    pub struct EventEnd replayable {
        /// The event.
        event_id: EventId,
        /// Its state.
        state: OutboxState,
        /// How many times it was handed out.
        tries: i64,
        /// When it is due again, or when it ended, in milliseconds since the epoch.
        at_ms: i64,
    }
}

response! {
    /// An event as it stands.
    pub struct OutboxEvent {
        /// Whom it is about; the nil id for nobody.
        user_id: UserId,
        /// The event.
        event_id: EventId,
        /// What it tells.
        kind: String,
        /// Its state.
        state: OutboxState,
        /// The particulars; absent once it was acknowledged, and where they do not open.
        payload: Option<Value>,
        /// When it came about, in milliseconds since the epoch.
        raised_at_ms: i64,
        /// When it is due, when its lease ends, or when it ended, in milliseconds since the epoch.
        at_ms: i64,
        /// Whether it belongs to a claimer.
        leased: bool,
        /// How many times it was handed out.
        tries: i64,
        /// Why the last try failed, where that was told.
        reason: Option<String>,
    }
}

response! {
    /// A page of events.
    pub struct OutboxList {
        /// The events, in the order of their moments.
        items: Vec<OutboxEvent>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
