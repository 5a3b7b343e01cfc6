//! Counting the sums of a user again.
//!
//! A step takes some days, and one that holds many records ends the step. What the records of a day
//! say and what its sums say is read in one statement, so both are of one moment, and a sum is
//! changed only while it is as it was read: a record that comes between makes the call run again.
//! A rebuild therefore changes nothing where the sums are right, whoever records meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::{SessionId, UserId};
use crate::limits::{USAGE_REBUILD_DAYS_MAX, USAGE_REBUILD_RECORDS_MAX};
use crate::ops::Operation;
use crate::quota::calendar::{DAY_MS, ZONES_SPAN_MS, date_of};
use crate::runtime::ChangeKind;
use crate::store::{Cursor, Param, Row, Sql, Tx, unless_met};
use crate::usage::days::{ALL_DAYS, DAYS};
use crate::usage::model::{RebuildUsageRequest, RebuildUsageResponse};
use crate::usage::rollup::{Amounts, parts};
use crate::usage::sql;
use crate::users;

/// The list that its cursors are of.
const LIST: &str = super::Rebuild::ROW.name;

pub(crate) fn rebuild(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &RebuildUsageRequest,
) -> Result<RebuildUsageResponse> {
    let user = request.user_id;
    let mut after = match Cursor::place(LIST, request.cursor.as_deref())? {
        Some(Cursor { at, id }) if id == user.0 && DAYS.contains(&at) => at,
        Some(_) => return Err(ErrorKind::CursorInvalid {}.into()),
        None => *DAYS.start() - 1,
    };
    users::require(tx, user)?;
    tx.list(&sql::LOCK, &[user.into(), ALL_DAYS.into()], |_| Ok(()))?;
    let mut found = RebuildUsageResponse {
        days: 0,
        records: 0,
        added: 0,
        corrected: 0,
        removed: 0,
        changed: Vec::new(),
        next_cursor: None,
    };
    let limit = request.limit.unwrap_or(USAGE_REBUILD_DAYS_MAX);
    while let Some(day) = next_day(tx, user, after)? {
        if found.days == limit || found.records >= USAGE_REBUILD_RECORDS_MAX {
            found.next_cursor = Some(Cursor::of(LIST, after, user.0));
            break;
        }
        let whole = whole_day(tx, user, day)?;
        found.days += i64::from(!whole.is_empty());
        found.records += whole.records;
        correct(tx, user, day, &whole, &mut found)?;
        after = day;
    }
    if found.next_cursor.is_none() {
        let whole = all_days(tx, user)?;
        correct(tx, user, ALL_DAYS, &whole, &mut found)?;
    }
    if !found.changed.is_empty() {
        tx.changed("usage", Some(user), user.0, ChangeKind::Put);
    }
    Ok(found)
}

/// What names a sum within a day: its part, which the whole has none of, tenant and currency.
type Key = (Option<String>, Uuid, String);

/// What a day's sums are and what they must be.
#[derive(Debug, Default)]
struct Whole {
    records: i64,
    stand: BTreeMap<Key, Amounts>,
    right: BTreeMap<Key, Amounts>,
    sessions_stand: BTreeSet<(SessionId, Uuid)>,
    sessions_right: BTreeSet<(SessionId, Uuid)>,
}

/// The first day behind another that has a record or a sum, or one before it that has neither.
fn next_day(tx: &mut Tx<'_>, user: UserId, after: i64) -> Result<Option<i64>> {
    let mut next = None::<i64>;
    let mut consider = |day: i64| next = Some(next.map_or(day, |next| next.min(day)));
    // A record of a later day is not before this moment, in whatever zone it was made.
    let from_ms = (after + 1) * DAY_MS - ZONES_SPAN_MS;
    let params = [user.into(), from_ms.into(), after.into()];
    if let Some(at_ms) = tx.get(&sql::LATER_RECORD, &params, |row| row.int(0))? {
        // Behind it may come one of an earlier day, from a zone that is behind.
        consider((at_ms - ZONES_SPAN_MS).div_euclid(DAY_MS).max(after + 1));
    }
    for later in [&sql::LATER_DAY, &sql::LATER_DAY_OF_PARTS, &sql::LATER_DAY_OF_SESSIONS] {
        if let Some(day) = tx.get(later, &[user.into(), after.into()], |row| row.int(0))? {
            consider(day);
        }
    }
    Ok(next)
}

fn whole_day(tx: &mut Tx<'_>, user: UserId, day: i64) -> Result<Whole> {
    let first_ms = day * DAY_MS - ZONES_SPAN_MS;
    let last_ms = (day + 1) * DAY_MS + ZONES_SPAN_MS;
    let mut whole = Whole::default();
    let params = [user.into(), day.into(), first_ms.into(), last_ms.into()];
    tx.query(&sql::WHOLE_DAY, &params, &mut |row| match row.int(0)? {
        0 => whole.add_records(row),
        1 => {
            let part = Some(row.text(3)?).filter(|part| !part.is_empty());
            let key = (part, row.id(1)?, row.text(2)?);
            whole.stand.insert(key, amounts(row, 8)?);
            Ok(())
        }
        _ => {
            whole.sessions_stand.insert((row.id(7)?, row.id(1)?));
            Ok(())
        }
    })?;
    Ok(whole)
}

/// What the sums of all days together are, and what they must be by those of each day.
fn all_days(tx: &mut Tx<'_>, user: UserId) -> Result<Whole> {
    let mut whole = Whole::default();
    tx.query(&sql::EVERY_DAY, &[user.into()], &mut |row| {
        whole.add_day(row.int(0)?, (None, row.id(1)?, row.text(2)?), amounts(row, 3)?);
        Ok(())
    })?;
    tx.query(&sql::EVERY_PART, &[user.into()], &mut |row| {
        let key = (Some(row.text(9)?), row.id(1)?, row.text(2)?);
        whole.add_day(row.int(0)?, key, amounts(row, 3)?);
        Ok(())
    })?;
    Ok(whole)
}

fn amounts(row: &dyn Row, at: usize) -> Result<Amounts> {
    let mut amounts = [0; 6];
    for (column, amount) in (at..).zip(&mut amounts) {
        *amount = row.int(column)?;
    }
    Ok(amounts)
}

fn add(sums: &mut BTreeMap<Key, Amounts>, key: Key, amounts: Amounts) {
    let sum = sums.entry(key).or_default();
    for (sum, amount) in sum[..5].iter_mut().zip(amounts) {
        *sum += amount;
    }
    sum[5] |= amounts[5];
}

impl Whole {
    /// Whether the day has neither records nor sums, as one that was looked at in vain.
    fn is_empty(&self) -> bool {
        self.records == 0 && self.stand.is_empty() && self.sessions_stand.is_empty()
    }

    /// Adds a group of records, whose last column is their hour.
    fn add_records(&mut self, row: &dyn Row) -> Result<()> {
        let (made_in, currency) = (row.id(1)?, row.text(2)?);
        let mut group = amounts(row, 8)?;
        self.records += group[0];
        group[5] = 1 << group[5];
        let device = row.opt_str(6)?.unwrap_or_default();
        let parts = parts(row.str(3)?, row.str(4)?, row.str(5)?, device);
        for part in parts.into_iter().map(Some).chain([None]) {
            add(&mut self.right, (part, made_in, currency.clone()), group);
        }
        if let Some(session) = row.opt_id(7)? {
            self.sessions_right.insert((session, made_in));
        }
        Ok(())
    }

    /// Adds a sum of one day, or notes that of all days.
    fn add_day(&mut self, day: i64, key: Key, amounts: Amounts) {
        match day {
            ALL_DAYS => drop(self.stand.insert(key, amounts)),
            _ => add(&mut self.right, key, amounts),
        }
    }
}

/// Makes the sums of a day what they must be.
fn correct(
    tx: &mut Tx<'_>,
    user: UserId,
    day: i64,
    whole: &Whole,
    found: &mut RebuildUsageResponse,
) -> Result<()> {
    let before = found.added + found.corrected + found.removed;
    for (key, right) in &whole.right {
        let (insert, set) = match key.0 {
            None => (&sql::INSERT_DAY, &sql::SET_DAY),
            Some(_) => (&sql::INSERT_PART, &sql::SET_PART),
        };
        match whole.stand.get(key) {
            Some(stands) if stands == right => {}
            Some(stands) => {
                write(tx, set, &params(user, day, key, stands, Some(right)))?;
                found.corrected += 1;
            }
            None => {
                let missing = tx.insert_new(insert, &params(user, day, key, right, None))?;
                unless_met(missing)?;
                found.added += 1;
            }
        }
    }
    for (key, stands) in whole.stand.iter().filter(|(key, _)| !whole.right.contains_key(*key)) {
        let remove = if key.0.is_none() { &sql::REMOVE_DAY } else { &sql::REMOVE_PART };
        write(tx, remove, &params(user, day, key, stands, None))?;
        found.removed += 1;
    }
    for (session, made_in) in whole.sessions_right.difference(&whole.sessions_stand) {
        let params = [user.into(), day.into(), (*session).into(), Param::Id(*made_in)];
        unless_met(tx.insert_new(&sql::INSERT_SESSION, &params)?)?;
        found.added += 1;
    }
    for (session, made_in) in whole.sessions_stand.difference(&whole.sessions_right) {
        let params = [user.into(), day.into(), (*session).into(), Param::Id(*made_in)];
        write(tx, &sql::REMOVE_SESSION, &params)?;
        found.removed += 1;
    }
    if found.added + found.corrected + found.removed > before {
        found.changed.push(if day == ALL_DAYS { "all".into() } else { date_of(day) });
    }
    Ok(())
}

/// The key of a sum, what it is, its part, and what it becomes.
fn params<'p>(
    user: UserId,
    day: i64,
    (part, made_in, currency): &'p Key,
    stands: &Amounts,
    right: Option<&Amounts>,
) -> Vec<Param<'p>> {
    let key = [user.into(), day.into(), Param::Id(*made_in), Param::from(currency)];
    let numbers = |amounts: &Amounts| amounts.map(Param::Int);
    let mut params = [key.as_slice(), &numbers(stands)].concat();
    params.extend(part.iter().map(Param::from));
    params.extend(right.iter().flat_map(|right| numbers(right)));
    params
}

fn write(tx: &mut Tx<'_>, sql: &'static Sql, params: &[Param<'_>]) -> Result<()> {
    let written = tx.exec_guarded(sql, params)?;
    unless_met(written)
}
