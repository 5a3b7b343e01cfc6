//! The sums that a record belongs to.
//!
//! A record is added to its day and to all days together, as a whole and for its kind, model and
//! device; its session is noted with the day. The row of all days comes first. It carries the guard
//! that no sum passes 2^53-1, since nothing that is summed is more than it; and on a server it
//! holds up other records of the user until this one is committed, so that they add to the other
//! rows in turn and never wait for each other in a circle.

use uuid::Uuid;

use crate::error::{Error, ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::limits::AMOUNT_MAX;
use crate::store::{Param, Tx};
use crate::usage::days::ALL_DAYS;
use crate::usage::event::Event;
use crate::usage::sql;

/// Calls, input tokens, output tokens, duration, cost, and a bit for each hour.
pub(super) type Amounts = [i64; 6];

/// Which part of a sum begins with which letter.
pub(super) const DEVICE: char = 'd';
pub(super) const KIND: char = 'k';
pub(super) const MODEL: char = 'm';

/// Stands between provider and model; no name holds a control character.
const SEPARATOR: char = '\u{1f}';

/// How many parts a record belongs to, counted in its day and in all days.
const PARTS: usize = 6;

/// The sums of one record.
#[derive(Debug)]
pub(super) struct Rollup<'a> {
    pub(super) user: UserId,
    pub(super) made_in: Uuid,
    pub(super) currency: &'a str,
    pub(super) day: i64,
    pub(super) amounts: Amounts,
}

impl Rollup<'_> {
    /// Adds to the sum of all days, for which there must be room. Nothing else was written before.
    pub(super) fn take_room(&self, tx: &mut Tx<'_>) -> Result<()> {
        let params = self.row(ALL_DAYS, self.amounts);
        if tx.exec_guarded(&sql::ADD_TO_DAY, &params)? {
            return Ok(());
        }
        let filled =
            tx.get(&sql::FILLED, &params[..4], |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)))?;
        if let Some(filled) = filled {
            return Err(self.overflow(filled));
        }
        match self.add_to_day(tx, ALL_DAYS)? {
            true => Ok(()),
            // Another call made the row meanwhile, and filled it.
            false => Err(ErrorKind::Serialization {}.into()),
        }
    }

    /// Adds to all the others.
    pub(super) fn add(&self, tx: &mut Tx<'_>, event: &Event<'_>) -> Result<()> {
        if !self.add_to_day(tx, self.day)? {
            // All days together had room, and no day is more than they are.
            return Err(Error::internal("the sum of a day is more than that of all days"));
        }
        self.add_to_parts(tx, event)?;
        event.session.map_or(Ok(()), |session| self.note_session(tx, session))
    }

    /// Answers false where the sum would pass its bound.
    fn add_to_day(&self, tx: &mut Tx<'_>, day: i64) -> Result<bool> {
        let params = self.row(day, self.amounts);
        if tx.exec_guarded(&sql::ADD_TO_DAY, &params)? {
            return Ok(true);
        }
        // The first of its day, unless another call is that; then its row is found now.
        tx.insert_new(&sql::INSERT_DAY, &self.row(day, [0; 6]))?;
        tx.exec_guarded(&sql::ADD_TO_DAY, &params)
    }

    fn add_to_parts(&self, tx: &mut Tx<'_>, event: &Event<'_>) -> Result<()> {
        let device = event.device.unwrap_or_default();
        let parts = parts(event.kind, event.provider, event.model, device);
        let row = self.row(self.day, self.amounts);
        let mut params = [Param::Null; 13];
        params[..10].copy_from_slice(&row);
        for (param, part) in params[10..].iter_mut().zip(&parts) {
            *param = part.into();
        }
        let added = tx.exec(&sql::ADD_TO_PARTS, &params)?;
        let mut written = usize::try_from(added).unwrap_or(usize::MAX);
        if written == PARTS {
            return Ok(());
        }
        for day in [self.day, ALL_DAYS] {
            let mut params = [Param::Null; 11];
            params[..10].copy_from_slice(&self.row(day, self.amounts));
            for part in &parts {
                params[10] = part.into();
                written += usize::from(tx.insert_new(&sql::INSERT_PART, &params)?);
            }
        }
        match written {
            PARTS => Ok(()),
            // Another call made a part between the two, to which this one added nothing.
            _ => Err(ErrorKind::Serialization {}.into()),
        }
    }

    fn note_session(&self, tx: &mut Tx<'_>, session: SessionId) -> Result<()> {
        let made_in = Param::Id(self.made_in);
        let params = [self.user.into(), self.day.into(), session.into(), made_in];
        tx.insert_new(&sql::INSERT_SESSION, &params).map(drop)
    }

    fn row(&self, day: i64, amounts: Amounts) -> [Param<'_>; 10] {
        let [calls, input_tokens, output_tokens, duration_ms, cost, hours] = amounts;
        [
            self.user.into(),
            day.into(),
            Param::Id(self.made_in),
            self.currency.into(),
            calls.into(),
            input_tokens.into(),
            output_tokens.into(),
            duration_ms.into(),
            cost.into(),
            hours.into(),
        ]
    }

    /// Says which sum has no room beside so many tokens, so long and so much.
    fn overflow(&self, (tokens, duration_ms, cost_micros): (i64, i64, i64)) -> Error {
        let [_, input_tokens, output_tokens, duration, cost, _] = self.amounts;
        let field = if tokens + input_tokens + output_tokens > AMOUNT_MAX {
            "tokens"
        } else if duration_ms + duration > AMOUNT_MAX {
            "durationMs"
        } else if cost_micros + cost > AMOUNT_MAX {
            "cost"
        } else {
            // Another call made the row after the update that did not find it.
            return ErrorKind::Serialization {}.into();
        };
        ErrorKind::AmountOverflow { field: field.into() }.into()
    }
}

/// Provider and model of a part.
pub(super) fn provider_and_model(part: &str) -> (&str, &str) {
    part[1..].split_once(SEPARATOR).unwrap_or(("", &part[1..]))
}

/// The names of the parts that a record belongs to; an unknown device is an empty one.
pub(super) fn parts(kind: &str, provider: &str, model: &str, device: &str) -> [String; 3] {
    [
        format!("{DEVICE}{device}"),
        format!("{KIND}{kind}"),
        format!("{MODEL}{provider}{SEPARATOR}{model}"),
    ]
}
