//! Taking one conversation in: one transaction, whatever its size.
//!
//! A conversation whose hash is the one of last time costs a read. Otherwise its session is begun,
//! or found by its id, and gets the messages that it lacks. A message never changes: where another
//! one has its id, both stay, as branches of the same parent.

use std::collections::{HashMap, HashSet};

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MessageId, UserId};
use crate::imports::ids::{Ids, content_hash};
use crate::imports::model::{
    ImportConversationRequest, ImportConversationResponse, ImportOutcome, ImportedConversation,
    ImportedMessage,
};
use crate::imports::sql;
use crate::ops::given;
use crate::session::arrival::{self, SessionState};
use crate::session::messages::MESSAGES;
use crate::session::messages::arrival::{Arrivals, Arriving, Known};
use crate::session::{
    CreateSessionRequest, MessageFeedback, MessageStatus, SESSIONS, Session, SessionStatus, ended,
};
use crate::store::Tx;
use crate::{activity, session, sync};

pub(crate) fn conversation(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ImportConversationRequest,
) -> Result<ImportConversationResponse> {
    let arrival = Arrival::new(request)?;
    if let Some(settled) = arrival.settled(tx)? {
        return Ok(settled);
    }
    // The head keeps others out from here on; what was read before it may have changed.
    tx.synced(&MESSAGES, arrival.user).reserve(arrival.conversation.messages.len() + 2)?;
    if let Some(settled) = arrival.settled(tx)? {
        return Ok(settled);
    }
    let stored = session::find(tx, arrival.user, arrival.ids.session)?;
    if stored.is_none() {
        arrival.expect_first_part()?;
        arrival.begin(tx)?;
    }
    let response = arrival.take(tx, stored.as_ref())?;
    if let Some(stored) = &stored {
        arrival.complete(tx, stored)?;
    }
    arrival.record(tx)?;
    Ok(response)
}

pub(crate) fn preview(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ImportConversationRequest,
) -> Result<ImportConversationResponse> {
    let arrival = Arrival::new(request)?;
    if let Some(settled) = arrival.settled(tx)? {
        return Ok(settled);
    }
    arrival.foresee(tx)
}

/// A conversation on its way in.
pub(super) struct Arrival<'r> {
    pub(super) user: UserId,
    pub(super) conversation: &'r ImportedConversation,
    pub(super) ids: Ids<'r>,
    hash: [u8; 32],
    /// Under which the conversation, or a part of a long one, is remembered.
    external_id: String,
    /// The messages which others answer that come before them in the list.
    ahead: HashSet<&'r str>,
    /// All messages of the list.
    all: HashSet<&'r str>,
}

/// What became of the messages of the list so far.
#[derive(Default)]
pub(super) struct Placed<'r> {
    pub(super) ids: HashMap<&'r str, MessageId>,
    /// What those answered that were removed for good here: what answers them answers that.
    pub(super) above: HashMap<&'r str, Option<MessageId>>,
}

impl<'r> Arrival<'r> {
    fn new(request: &'r ImportConversationRequest) -> Result<Self> {
        let conversation = &request.conversation;
        let external_id = match conversation.part {
            None | Some(0) => conversation.id.clone(),
            Some(part) => format!("{}#{part}", conversation.id),
        };
        Ok(Arrival {
            user: request.user_id,
            conversation,
            ids: Ids::of(request.user_id, conversation)?,
            hash: content_hash(conversation)?,
            external_id,
            ahead: ahead(&conversation.messages)?,
            all: conversation.messages.iter().map(|message| message.id.as_str()).collect(),
        })
    }

    /// The outcome where there is nothing to do.
    fn settled(&self, tx: &mut Tx<'_>) -> Result<Option<ImportConversationResponse>> {
        if !activity::is_open(tx, self.user)? {
            return Err(Error::not_found("user", self.user));
        }
        let Some(session) = session::find(tx, self.user, self.ids.session)? else {
            let is_gone = sync::is_erased(tx, &SESSIONS, self.user, self.ids.session.0)?;
            return Ok(is_gone.then(|| self.response(ImportOutcome::Deleted, 0, 0)));
        };
        if session.deleted_at_ms.is_some() {
            return Ok(Some(self.response(ImportOutcome::Deleted, 0, 0)));
        }
        let is_known = self.known_hash(tx)?.is_some_and(|hash| hash == self.hash);
        Ok(is_known.then(|| self.response(ImportOutcome::Unchanged, 0, 0)))
    }

    pub(super) fn response(
        &self,
        outcome: ImportOutcome,
        messages_added: i64,
        messages_changed: i64,
    ) -> ImportConversationResponse {
        let session_id = self.ids.session;
        ImportConversationResponse { session_id, outcome, messages_added, messages_changed }
    }

    fn created_at_ms(&self, now_ms: i64) -> i64 {
        let first = || self.conversation.messages.iter().filter_map(|m| m.created_at_ms).min();
        self.conversation.created_at_ms.or_else(first).unwrap_or(now_ms)
    }

    /// A session begins with its first part.
    pub(super) fn expect_first_part(&self) -> Result<()> {
        match self.conversation.part {
            Some(part) if part > 0 => Err(Error::not_found("session", self.ids.session)),
            _ => Ok(()),
        }
    }

    /// Begins the session.
    fn begin(&self, tx: &mut Tx<'_>) -> Result<()> {
        let from = self.conversation;
        let mut request = CreateSessionRequest::new(self.user)
            .id(self.ids.session)
            .created_at_ms(self.created_at_ms(tx.now_ms()));
        request.title.clone_from(&from.title);
        request.model.clone_from(&from.model);
        request.kind.clone_from(&from.kind);
        request.device.clone_from(&from.device);
        request.metadata.clone_from(&from.metadata);
        arrival::begin(tx, &request, &self.state(from.pinned.unwrap_or(false)))
    }

    fn state(&self, pinned: bool) -> SessionState {
        let from = self.conversation;
        let (updated_at_ms, ended_at_ms) = (from.updated_at_ms, from.ended_at_ms);
        SessionState { status: from.status, pinned, updated_at_ms, ended_at_ms }
    }

    /// Brings a session into its state with its last part, unless somebody has done so here.
    fn complete(&self, tx: &mut Tx<'_>, stored: &Session) -> Result<()> {
        let is_last = self.conversation.part.is_some_and(|part| part > 0)
            && self.conversation.continues != Some(true)
            && self.conversation.status.is_some();
        let is_untouched = stored.status == SessionStatus::Active && stored.ended_at_ms.is_none();
        if !is_last || !is_untouched || self.known_hash(tx)?.is_some() {
            return Ok(());
        }
        arrival::settle(tx, stored, &self.state(stored.pinned))
    }

    /// The hash of what was taken in last time.
    fn known_hash(&self, tx: &mut Tx<'_>) -> Result<Option<Vec<u8>>> {
        let key =
            [self.user.into(), (&self.conversation.source).into(), (&self.external_id).into()];
        tx.get(&sql::FIND, &key, |row| Ok(row.bytes(0)?.to_vec()))
    }

    /// Adds the messages which the session lacks.
    fn take(
        &self,
        tx: &mut Tx<'_>,
        stored: Option<&Session>,
    ) -> Result<ImportConversationResponse> {
        let has_no_tombstones = stored.is_none() && !self.is_own();
        let mut arrivals = Arrivals::open(tx, self.user, self.ids.session, has_no_tombstones)?;
        let begun_at_ms =
            stored.map_or_else(|| self.created_at_ms(tx.now_ms()), |s| s.created_at_ms);
        let mut next_at_ms = arrivals.last_at_ms().map_or(begun_at_ms, |last| last + 1);
        let (mut placed, mut changed) = (Placed::default(), 0);
        for (n, message) in self.conversation.messages.iter().enumerate() {
            let parent_id = self.parent(tx, &arrivals, &placed, n, message)?;
            let at_ms = message.created_at_ms.unwrap_or(next_at_ms);
            let id = self.ids.message(&message.id, || format!("conversation.messages[{n}].id"))?;
            let mut arriving = arriving(message, id, parent_id, at_ms);
            arriving.version_of = self.version_of(tx, &arrivals, &placed, message)?;
            let known = arrivals.take(tx, &arriving)?;
            if known == Known::Gone {
                placed.above.insert(message.id.as_str(), parent_id);
            }
            if known == Known::Otherwise {
                arriving.version_of = arriving.version_of.or(Some(id));
                let (role, content) = (message.role.as_str(), message.content.as_str());
                arriving.id = self.ids.version(&message.id, role, content);
                changed += i64::from(arrivals.take(tx, &arriving)? == Known::New);
            }
            placed.ids.insert(message.id.as_str(), arriving.id);
            next_at_ms = at_ms + 1;
        }
        self.expect_open(&arrivals, stored)?;
        if stored.is_none() || arrivals.added() > 0 {
            self.show(tx, &arrivals, &placed)?;
        }
        let added = arrivals.close(tx)?;
        let outcome = match (stored, added) {
            (None, _) => ImportOutcome::Created,
            (Some(_), 0) => ImportOutcome::Unchanged,
            (Some(_), _) => ImportOutcome::Grown,
        };
        Ok(self.response(outcome, added, changed))
    }

    /// Refuses what would be added to an ended session. One that has just been begun, or is only
    /// being completed, may be ended.
    pub(super) fn expect_open(&self, arrivals: &Arrivals, stored: Option<&Session>) -> Result<()> {
        let may_grow = stored.is_none() || self.conversation.part.is_some_and(|part| part > 0);
        if may_grow || !arrivals.is_ended() || arrivals.added() == 0 {
            return Ok(());
        }
        Err(ended(self.ids.session))
    }

    /// Chooses the branch that was shown last, as soon as the session has its end.
    fn show(&self, tx: &mut Tx<'_>, arrivals: &Arrivals, placed: &Placed<'_>) -> Result<()> {
        let Some(active) = &self.conversation.active_id else { return Ok(()) };
        let leaf = match placed.ids.get(active.as_str()) {
            Some(id) => *id,
            None => self.ids.message(active, || "conversation.activeId".into())?,
        };
        if !arrivals.has(tx, leaf)? {
            return Ok(());
        }
        // An export names the end of a branch only where somebody chose it.
        let chosen = self.is_own() || arrivals.last() != Some(leaf);
        arrival::show(tx, self.user, self.ids.session, chosen.then_some(leaf))
    }

    /// Whether it comes from an export of an engine, with ids that stay as they are.
    pub(super) fn is_own(&self) -> bool {
        self.conversation.source == ImportedConversation::OWN_SOURCE
    }

    /// The first version of a message, where the session has it.
    pub(super) fn version_of(
        &self,
        tx: &mut Tx<'_>,
        arrivals: &Arrivals,
        placed: &Placed<'_>,
        message: &ImportedMessage,
    ) -> Result<Option<MessageId>> {
        let Some(first) = &message.version_of else { return Ok(None) };
        if let Some(id) = placed.ids.get(first.as_str()) {
            return Ok(Some(*id));
        }
        let id = self.ids.message(first, || "conversation.messages.versionOf".into())?;
        // A version may stand before the first, by its time.
        let comes = self.is_own() && self.all.contains(first.as_str());
        Ok((comes || arrivals.has(tx, id)?).then_some(id))
    }

    /// The id of a message's parent, which the session must have.
    pub(super) fn parent(
        &self,
        tx: &mut Tx<'_>,
        arrivals: &Arrivals,
        placed: &Placed<'_>,
        n: usize,
        message: &ImportedMessage,
    ) -> Result<Option<MessageId>> {
        let Some(parent) = &message.parent_id else { return Ok(None) };
        if let Some(above) = placed.above.get(parent.as_str()) {
            return Ok(*above);
        }
        if let Some(id) = placed.ids.get(parent.as_str()) {
            return Ok(Some(*id));
        }
        let field = || format!("conversation.messages[{n}].parentId");
        let id = self.ids.message(parent, field)?;
        // The order of an export is that of the times, which may say otherwise than the branches.
        if arrivals.has(tx, id)? || (self.is_own() && self.ahead.contains(parent.as_str())) {
            return Ok(Some(id));
        }
        let rule = "must be the id of a message before it or of one that the session has";
        Err(Error::validation(field(), rule))
    }

    /// Remembers what was taken in.
    fn record(&self, tx: &mut Tx<'_>) -> Result<()> {
        let values = [
            self.user.into(),
            (&self.conversation.source).into(),
            (&self.external_id).into(),
            self.ids.session.into(),
            (&self.hash[..]).into(),
            tx.now_ms().into(),
        ];
        if !tx.insert_new(&sql::INSERT, &values)? && !tx.exec_guarded(&sql::CHANGE, &values)? {
            return Err(ErrorKind::Serialization {}.into());
        }
        Ok(())
    }
}

/// The messages which others answer that come before them. Together they must lead to an end.
fn ahead(messages: &[ImportedMessage]) -> Result<HashSet<&str>> {
    let mut places = HashMap::with_capacity(messages.len());
    for (n, message) in messages.iter().enumerate() {
        places.entry(message.id.as_str()).or_insert(n);
    }
    let parent = |n: usize| messages[n].parent_id.as_deref().and_then(|id| places.get(id).copied());
    let ahead: HashSet<&str> = (0..messages.len())
        .filter_map(|n| parent(n).filter(|parent| *parent >= n))
        .map(|parent| messages[parent].id.as_str())
        .collect();
    if ahead.is_empty() {
        return Ok(ahead);
    }
    // In which walk a message was met: 0 for none.
    let mut met = vec![0; messages.len()];
    for start in 0..messages.len() {
        let mut at = Some(start);
        while let Some(n) = at.filter(|n| met[*n] == 0) {
            met[n] = start + 1;
            at = parent(n);
        }
        if at.is_some_and(|n| met[n] == start + 1) {
            let field = format!("conversation.messages[{start}].parentId");
            return Err(Error::validation(field, "leads back to the message itself"));
        }
    }
    Ok(ahead)
}

fn arriving(
    message: &ImportedMessage,
    id: MessageId,
    parent_id: Option<MessageId>,
    at_ms: i64,
) -> Arriving<'_> {
    let said = message.rating.is_some() || message.note.is_some();
    Arriving {
        id,
        role: message.role,
        content: &message.content,
        model: message.model.as_deref(),
        tokens: message.tokens,
        cost_micros: message.cost_micros,
        parent_id,
        version_of: None,
        status: match message.status {
            // Nobody goes on writing it here.
            Some(MessageStatus::Streaming) => MessageStatus::Stopped,
            status => status.unwrap_or(MessageStatus::Complete),
        },
        metadata: given(&message.metadata),
        feedback: said
            .then(|| MessageFeedback { rating: message.rating, note: message.note.clone() }),
        at_ms,
    }
}
