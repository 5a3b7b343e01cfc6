//! Appending and listing messages with rusqlite.

use std::path::Path;

use rusqlite::Connection;
use silvervine::store::sqlite::Durability;
use uuid::Uuid;

use crate::store::{Held, connection, now_ms};
use crate::support::new_id;

/// The stamp of the engine's own device, for a row whose fields were all written at one time.
const ALL_FIELDS: u32 = u32::MAX;

const HEAD: &str = "UPDATE sync_head SET seq = seq + ?2, \
    clock = CASE WHEN clock >= ?3 THEN clock + 1 ELSE ?3 END WHERE user_id = ?1 \
    RETURNING seq, clock";
const SESSION: &str = "SELECT s.status, c.last_message_at_ms, c.last_message_id \
    FROM sessions s JOIN session_stats c ON c.user_id = s.user_id AND c.session_id = s.id \
    WHERE s.user_id = ? AND s.id = ? AND s.deleted_at_ms IS NULL";
const MESSAGE: &str = "INSERT INTO messages (user_id, id, session_id, role, content, status, \
    created_at_ms, sync_seq, sync_clock) VALUES (?, ?, ?, ?, ?, 'complete', ?, ?, ?)";
const COUNT: &str = "UPDATE session_stats SET message_count = message_count + ?3, \
    last_message_at_ms = ?4, last_message_id = ?5 WHERE user_id = ?1 AND session_id = ?2";
const ACTIVITY: &str = "UPDATE activity_stats SET messages = messages + ?2, \
    last_message_at_ms = MAX(COALESCE(last_message_at_ms, ?3), ?3) WHERE user_id = ?1";
const LIST: &str = "SELECT id, role, content, model, tokens, cost_micros, parent_id, status, \
    metadata, feedback, created_at_ms FROM messages \
    WHERE user_id = ? AND session_id = ? AND trashed = 0 \
    ORDER BY created_at_ms DESC, id DESC LIMIT 50";

/// The base of the workloads of messages.
pub(crate) struct ByHand {
    begin: Held,
    head: Held,
    session: Held,
    message: Held,
    count: Held,
    activity: Held,
    commit: Held,
    list: Held,
}

/// A message as a program keeps it.
pub(crate) struct Message {
    pub(crate) id: Uuid,
    pub(crate) session: Uuid,
    pub(crate) role: Role,
    pub(crate) content: String,
    pub(crate) model: Option<String>,
    pub(crate) tokens: Option<i64>,
    pub(crate) cost_micros: Option<i64>,
    pub(crate) parent: Option<Uuid>,
    pub(crate) complete: bool,
    pub(crate) metadata: Option<serde_json::Value>,
    pub(crate) feedback: Option<serde_json::Value>,
    pub(crate) created_at_ms: i64,
}

#[derive(PartialEq)]
pub(crate) enum Role {
    User,
    Assistant,
}

impl ByHand {
    pub(crate) fn open(path: &Path, durability: Durability) -> ByHand {
        let connection = connection(path, durability);
        let prepare = |sql| connection.prepare(sql).unwrap();
        ByHand {
            begin: prepare("BEGIN IMMEDIATE"),
            head: prepare(HEAD),
            session: prepare(SESSION),
            message: prepare(MESSAGE),
            count: prepare(COUNT),
            activity: prepare(ACTIVITY),
            commit: prepare("COMMIT"),
            list: prepare(LIST),
        }
    }

    /// Appends messages of one session in one transaction, alternately of both roles, and answers
    /// their ids.
    pub(crate) fn append(&mut self, user: Uuid, session: Uuid, contents: &[&str]) -> Vec<Uuid> {
        self.begin.execute(()).unwrap();
        let ids = self.write(user.as_bytes().as_slice(), session.as_bytes().as_slice(), contents);
        self.commit.execute(()).unwrap();
        ids
    }

    fn write(&mut self, user: &[u8], session: &[u8], contents: &[&str]) -> Vec<Uuid> {
        let now = now_ms();
        let many = contents.len() as i64;
        let both = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (last_seq, clock) = self.head.query_row((user, many, now << 16), both).unwrap();
        let mut stamp = [0; 13];
        stamp[1..9].copy_from_slice(&clock.to_be_bytes());
        stamp[9..].copy_from_slice(&ALL_FIELDS.to_be_bytes());

        let mut last = self
            .session
            .query_row((user, session), |row| {
                assert_eq!(row.get_ref(0)?.as_str()?, "active");
                let id: Option<[u8; 16]> = row.get(2)?;
                Ok((row.get::<_, Option<i64>>(1)?.unwrap_or(0), id.unwrap_or_default()))
            })
            .unwrap();
        let mut ids = Vec::with_capacity(contents.len());
        for (n, content) in contents.iter().enumerate() {
            let id = new_id();
            // A message stands after all that the session has, even where the clock went back.
            let at = match (now.max(last.0), *id.as_bytes() > last.1) {
                (at, false) if at == last.0 => at + 1,
                (at, _) => at,
            };
            let role = if n.is_multiple_of(2) { "user" } else { "assistant" };
            let seq = last_seq - many + 1 + n as i64;
            let row = (user, id.as_bytes().as_slice(), session, role, content, at, seq, &stamp[..]);
            self.message.execute(row).unwrap();
            last = (at, *id.as_bytes());
            ids.push(id);
        }
        let counted = (user, session, many, last.0, &last.1[..]);
        assert_eq!(self.count.execute(counted).unwrap(), 1);
        assert_eq!(self.activity.execute((user, many, last.0)).unwrap(), 1);
        ids
    }

    /// The last 50 messages of a session, the oldest of them first.
    pub(crate) fn list(&mut self, user: Uuid, session: Uuid) -> Vec<Message> {
        page(&mut self.list, user, session)
    }
}

/// Opens a file and reads the last 50 messages of a session.
pub(crate) fn open_to_list(path: &Path, user: Uuid, session: Uuid) -> (Connection, Vec<Message>) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").unwrap();
    let messages = page(&mut connection.prepare(LIST).unwrap(), user, session);
    (connection, messages)
}

fn page(list: &mut rusqlite::Statement<'_>, user: Uuid, session: Uuid) -> Vec<Message> {
    let ids = (user.as_bytes().as_slice(), session.as_bytes().as_slice());
    let mut rows = list.query(ids).unwrap();
    let mut messages = Vec::with_capacity(50);
    while let Some(row) = rows.next().unwrap() {
        messages.push(Message::read(row, session).unwrap());
    }
    messages.reverse();
    messages
}

impl Message {
    fn read(row: &rusqlite::Row<'_>, session: Uuid) -> rusqlite::Result<Message> {
        let json = |column| {
            let text = row.get_ref(column)?.as_str_or_null()?;
            Ok::<_, rusqlite::Error>(text.map(|text| serde_json::from_str(text).unwrap()))
        };
        let parent: Option<[u8; 16]> = row.get(6)?;
        Ok(Message {
            id: Uuid::from_bytes(row.get(0)?),
            session,
            role: match row.get_ref(1)?.as_str()? {
                "user" => Role::User,
                "assistant" => Role::Assistant,
                other => panic!("nobody appended a message of {other}"),
            },
            content: row.get(2)?,
            model: row.get(3)?,
            tokens: row.get(4)?,
            cost_micros: row.get(5)?,
            parent: parent.map(Uuid::from_bytes),
            complete: row.get_ref(7)?.as_str()? == "complete",
            metadata: json(8)?,
            feedback: json(9)?,
            created_at_ms: row.get(10)?,
        })
    }
}
