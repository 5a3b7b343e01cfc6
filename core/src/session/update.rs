//! Changing what a session is about.
//!
//! Only what differs is written, and each field is stamped for itself: two devices that change
//! different fields of one session both prevail.

use serde_json::Value;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::ops::given;
use crate::session::model::{Session, SessionField, UpdateSessionRequest};
use crate::session::{SESSIONS, read};
use crate::store::{Param, Tx};

pub(crate) fn update(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &UpdateSessionRequest,
) -> Result<Session> {
    let (user, id) = (request.user_id, request.session_id);
    let wanted = Wanted::of(request)?;
    let session = read::shown(tx, user, id)?;
    if wanted.changes(&session).is_empty() {
        return Ok(session);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&SESSIONS, user).reserve(1)?;
    let session = read::shown(tx, user, id)?;
    let mut changes = wanted.changes(&session);
    changes.push(("updated_at_ms", tx.now_ms().max(session.updated_at_ms).into()));
    tx.synced(&SESSIONS, user).put(id.0, &changes)?;
    read::shown(tx, user, id)
}

/// What a request asks for: for each field nothing, or its new value.
struct Wanted<'r> {
    title: Option<Option<&'r str>>,
    model: Option<Option<&'r str>>,
    kind: Option<&'r str>,
    pinned: Option<bool>,
    metadata: Option<Option<&'r Value>>,
    metadata_text: Option<String>,
}

impl<'r> Wanted<'r> {
    fn of(request: &'r UpdateSessionRequest) -> Result<Self> {
        let metadata = given(&request.metadata);
        let mut wanted = Wanted {
            title: request.title.as_deref().map(Some),
            model: request.model.as_deref().map(Some),
            kind: request.kind.as_deref(),
            pinned: request.pinned,
            metadata: metadata.map(Some),
            metadata_text: metadata.map(Value::to_string),
        };
        for field in request.clear.iter().flatten() {
            let is_given = match field {
                SessionField::Title => wanted.title.replace(None).flatten().is_some(),
                SessionField::Model => wanted.model.replace(None).flatten().is_some(),
                SessionField::Metadata => wanted.metadata.replace(None).flatten().is_some(),
            };
            if is_given {
                return Err(Error::validation("clear", format!("names `{field}`, which is given")));
            }
        }
        Ok(wanted)
    }

    fn changes(&self, session: &Session) -> Vec<(&'static str, Param<'_>)> {
        let mut changes = Vec::with_capacity(6);
        if let Some(title) = self.title.filter(|title| *title != session.title.as_deref()) {
            changes.push(("title", title.into()));
        }
        if let Some(model) = self.model.filter(|model| *model != session.model.as_deref()) {
            changes.push(("model", model.into()));
        }
        if let Some(kind) = self.kind.filter(|kind| *kind != session.kind) {
            changes.push(("kind", kind.into()));
        }
        if let Some(pinned) = self.pinned.filter(|pinned| *pinned != session.pinned) {
            changes.push(("pinned", pinned.into()));
        }
        if self.metadata.is_some_and(|metadata| metadata != session.metadata.as_ref()) {
            changes.push(("metadata", (&self.metadata_text).into()));
        }
        changes
    }
}
