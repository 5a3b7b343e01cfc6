//! Synced rows: what every write to them carries, so that replicas can converge.
//!
//! A synced row is written only through `Tx::synced`. Each write takes the user's next sequence
//! number, so that per user sequence order is commit order on every database, and stamps the
//! fields it changes with the user's hybrid logical clock, so that two devices agree on which
//! write of a field is the later one. Handlers pass values; they never see either.
//!
//! A row that is deleted keeps its place with a mark, and can come back. One that is removed for
//! good leaves a tombstone, which takes a number as any write does, so that other devices hear of
//! it and none brings the row back.
//!
//! The head of the user is locked by its own UPDATE before the first row is written: users do not
//! wait for each other, and no two transactions of one user interleave their numbers.

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::memories::MEMORIES;
use crate::profiles::PROFILES;
use crate::runtime::ChangeKind;
use crate::session::SESSIONS;
use crate::session::messages::{MESSAGES, search};
use crate::store::{Param, Tx, Value, statements};

mod clock;
mod collection;
mod erase;
mod sql;

#[cfg(any(test, feature = "testing"))]
pub(crate) use self::ALL as STATEMENTS;
pub(crate) use clock::{FieldClock, Stamp};
pub(crate) use collection::collection;
pub use collection::{Collection, Policy};
pub(crate) use erase::{GONE, is_erased, stands};

/// Every collection of synced rows.
///
/// ```
/// let names: Vec<_> = silvervine::sync::collections().iter().map(|c| c.name).collect();
/// assert_eq!(names, ["sessions", "messages", "profiles", "memories"]);
/// ```
pub fn collections() -> &'static [&'static Collection] {
    static COLLECTIONS: [&Collection; 4] = [&SESSIONS, &MESSAGES, &PROFILES, &MEMORIES];
    &COLLECTIONS
}

statements! {
    ADVANCE_HEAD: User = "UPDATE sync_head SET seq = seq + ?, \
        clock = CASE WHEN clock >= ? THEN clock + 1 ELSE ? END WHERE user_id = ?";
    HEAD: User = "SELECT seq, clock FROM sync_head WHERE user_id = ?";
    INSERT_HEAD: User = "INSERT INTO sync_head (user_id, epoch, seq, clock) VALUES (?, ?, ?, ?)";
}

/// The sequence numbers and the stamp which a transaction holds for one user.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    user: UserId,
    next_seq: i64,
    last_seq: i64,
    clock: i64,
}

/// Writes the rows of one collection of one user.
#[derive(Debug)]
pub(crate) struct Synced<'t, 'a> {
    tx: &'t mut Tx<'a>,
    collection: &'static Collection,
    user: UserId,
}

impl<'a> Tx<'a> {
    /// The only way to write a synced row.
    pub(crate) fn synced(
        &mut self,
        collection: &'static Collection,
        user: UserId,
    ) -> Synced<'_, 'a> {
        Synced { tx: self, collection, user }
    }

    /// Takes `rows` sequence numbers and one tick of the user's clock.
    fn reserve(&mut self, user: UserId, rows: i64) -> Result<Head> {
        // The physical part has 48 bits, the counter 16: a tick past the last one is one count.
        let physical = self.now_ms().max(0) << 16;
        let params = [rows.into(), physical.into(), physical.into(), user.into()];
        if !self.exec_guarded(&ADVANCE_HEAD, &params)? {
            let nil = Param::Int(0);
            self.insert_new(&INSERT_HEAD, &[user.into(), Param::Int(1), nil, nil])?;
            if !self.exec_guarded(&ADVANCE_HEAD, &params)? {
                return Err(Error::internal("a sync head vanished"));
            }
        }
        let (seq, clock) = self
            .get(&HEAD, &[user.into()], |row| Ok((row.int(0)?, row.int(1)?)))?
            .ok_or_else(|| Error::internal("a sync head vanished"))?;
        Ok(Head { user, next_seq: seq - rows + 1, last_seq: seq, clock })
    }

    /// Whether this transaction keeps other writers of a user's synced rows out.
    pub(crate) fn holds_head(&self, user: UserId) -> bool {
        self.head.is_some_and(|head| head.user == user)
    }

    fn next_seq(&mut self, user: UserId) -> Result<(i64, i64)> {
        let mut head = match self.head.take() {
            Some(head) if head.user == user && head.next_seq <= head.last_seq => head,
            // Rows of one transaction share a stamp: they are one act of one person.
            Some(head) if head.user == user => Head { clock: head.clock, ..self.reserve(user, 1)? },
            _ => self.reserve(user, 1)?,
        };
        let taken = (head.next_seq, head.clock);
        head.next_seq += 1;
        self.head = Some(head);
        Ok(taken)
    }
}

impl Synced<'_, '_> {
    /// Takes the sequence numbers of `rows` writes at once, where a call knows how many it makes.
    pub(crate) fn reserve(self, rows: usize) -> Result<Self> {
        let rows = i64::try_from(rows).map_err(|_| Error::internal("too many synced rows"))?;
        self.tx.head = Some(self.tx.reserve(self.user, rows)?);
        Ok(self)
    }

    /// Writes a new row; `values` are those of the collection's fields, in order.
    ///
    /// Fails with `conflict` when the id is taken.
    pub(crate) fn insert(&mut self, id: Uuid, values: &[Param<'_>]) -> Result<()> {
        match self.insert_new(id, values)? {
            true => Ok(()),
            false => Err(self.collection.taken(id, "the id is taken")),
        }
    }

    /// Writes a new row unless the id is taken; answers whether it did.
    pub(crate) fn insert_new(&mut self, id: Uuid, values: &[Param<'_>]) -> Result<bool> {
        debug_assert_eq!(values.len(), self.collection.fields.len(), "one value for each field");
        let (seq, clock) = self.tx.next_seq(self.user)?;
        let mut stamps = [0; FieldClock::UNIFORM_BYTES_MAX];
        let device = self.tx.engine().device();
        let stamps = FieldClock::write_uniform(Stamp { clock, device }, &mut stamps);
        let mut params = [Param::Null; collection::COLUMNS_MAX];
        params[0] = self.user.into();
        params[1] = Param::Id(id);
        params[2..2 + values.len()].copy_from_slice(values);
        params[2 + values.len()] = Param::Int(seq);
        params[3 + values.len()] = Param::Bytes(stamps);
        let done = self.tx.insert_new(self.collection.insert, &params[..4 + values.len()])?;
        if done {
            self.tx.changed(self.collection.noun, Some(self.user), id, ChangeKind::Put);
        }
        Ok(done)
    }

    /// Changes the named fields of a row; answers whether the row exists.
    ///
    /// The head is taken before the row is read, so no other write can come between.
    pub(crate) fn put(&mut self, id: Uuid, changes: &[(&'static str, Param<'_>)]) -> Result<bool> {
        let (seq, clock) = self.tx.next_seq(self.user)?;
        let Some((mut values, mut stamps)) = self.stored(id)? else {
            // The number is left for the insert that often follows.
            if let Some(head) = &mut self.tx.head {
                head.next_seq -= 1;
            }
            return Ok(false);
        };
        if changes.iter().any(|(name, _)| *name == "content") {
            self.release(id)?;
        }
        for (name, value) in changes {
            let field = self.collection.field(name)?;
            values[field] = Owned::from(Value::from(*value));
            stamps.touch(field, Stamp { clock, device: self.tx.engine().device() });
        }
        let stamps = stamps.to_bytes();
        let params: Vec<Param<'_>> = values
            .iter()
            .map(Owned::as_param)
            .chain([seq.into(), Param::Bytes(&stamps), self.user.into(), Param::Id(id)])
            .collect();
        let done = self.tx.exec_guarded(self.collection.update, &params)?;
        self.tx.changed(self.collection.noun, Some(self.user), id, ChangeKind::Put);
        Ok(done)
    }

    /// Takes a message out of the index of messages, which knows it by its text, before the text is
    /// changed or removed.
    fn release(&mut self, id: Uuid) -> Result<()> {
        match self.collection.name == MESSAGES.name {
            true => search::forget(self.tx, self.user, id),
            false => Ok(()),
        }
    }

    fn stored(&mut self, id: Uuid) -> Result<Option<(Vec<Owned>, FieldClock)>> {
        let count = self.collection.fields.len();
        let params = [self.user.into(), Param::Id(id)];
        self.tx.get(self.collection.select, &params, |row| {
            let values = (0..count)
                .map(|column| row.value(column).map(Owned::from))
                .collect::<Result<Vec<_>>>()?;
            Ok((values, FieldClock::from_bytes(row.bytes(count)?)?))
        })
    }
}

/// A value that outlives its row.
#[derive(Debug, Clone, PartialEq)]
enum Owned {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Uuid),
}

impl Owned {
    fn as_param(&self) -> Param<'_> {
        match self {
            Owned::Null => Param::Null,
            Owned::Int(value) => Param::Int(*value),
            Owned::Text(value) => Param::Text(value),
            Owned::Bytes(value) => Param::Bytes(value),
            Owned::Id(value) => Param::Id(*value),
        }
    }
}

impl From<Value<'_>> for Owned {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Owned::Null,
            Value::Int(value) => Owned::Int(value),
            Value::Text(value) => Owned::Text(value.to_owned()),
            Value::Bytes(value) => Owned::Bytes(value.to_vec()),
            Value::Id(value) => Owned::Id(value),
        }
    }
}

/// The statements which the lint exempts by name: they stand behind [`Tx::synced`].
#[cfg(any(test, feature = "testing"))]
pub(crate) fn statements_of_collections() -> Vec<&'static crate::store::Sql> {
    collections()
        .iter()
        .flat_map(|c| [c.insert, c.select, c.update, c.delete])
        .chain(sql::ALL.iter().copied())
        .collect()
}
