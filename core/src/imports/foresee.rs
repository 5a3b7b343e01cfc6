//! What taking a conversation in would do: the same outcome and the same refusals, and no write.

use std::collections::HashMap;

use crate::error::Result;
use crate::id::MessageId;
use crate::imports::model::{ImportConversationResponse, ImportOutcome};
use crate::imports::write::{Arrival, Placed};
use crate::session;
use crate::session::messages::arrival::{Arrivals, Known, known};
use crate::store::Tx;

impl Arrival<'_> {
    /// What taking it in would do.
    pub(super) fn foresee(&self, tx: &mut Tx<'_>) -> Result<ImportConversationResponse> {
        let (user, session) = (self.user, self.ids.session);
        let stored = session::find(tx, user, session)?;
        let mut arrivals = match stored {
            Some(_) => Arrivals::open(tx, user, session, false)?,
            None => {
                self.expect_first_part()?;
                Arrivals::unbegun(user, session)
            }
        };
        let mut new: HashMap<MessageId, (&str, &str)> = HashMap::new();
        let (mut placed, mut changed) = (Placed::default(), 0);
        for (n, message) in self.conversation.messages.iter().enumerate() {
            let parent_id = self.parent(tx, &arrivals, &placed, n, message)?;
            self.version_of(tx, &arrivals, &placed, message)?;
            let (role, content) = (message.role.as_str(), message.content.as_str());
            let first =
                self.ids.message(&message.id, || format!("conversation.messages[{n}].id"))?;
            let version = self.ids.version(&message.id, role, content);
            placed.ids.insert(message.id.as_str(), first);
            for (is_version, id) in [(false, first), (true, version)] {
                let twin = new.get(&id).map(|of| *of == (role, content));
                let known = match (twin, &stored) {
                    (Some(true), _) => Known::Same,
                    (Some(false), _) => Known::Otherwise,
                    (None, None) if !self.is_own() => Known::New,
                    (None, _) => known(tx, user, session, id, message.role, content)?,
                };
                match known {
                    Known::New => {
                        arrivals.foresee(message.tokens, message.cost_micros)?;
                        new.insert(id, (role, content));
                        changed += i64::from(is_version);
                    }
                    Known::Gone => drop(placed.above.insert(message.id.as_str(), parent_id)),
                    Known::Same | Known::Otherwise => {}
                }
                if known != Known::Otherwise {
                    break;
                }
                placed.ids.insert(message.id.as_str(), version);
            }
        }
        self.expect_open(&arrivals, stored.as_ref())?;
        let added = arrivals.added();
        let outcome = match (&stored, added) {
            (None, _) => ImportOutcome::Created,
            (Some(_), 0) => ImportOutcome::Unchanged,
            (Some(_), _) => ImportOutcome::Grown,
        };
        if let Some(active) = &self.conversation.active_id
            && outcome != ImportOutcome::Unchanged
            && !placed.ids.contains_key(active.as_str())
        {
            self.ids.message(active, || "conversation.activeId".into())?;
        }
        Ok(self.response(outcome, added, changed))
    }
}
