//! Chains: the numbers of a user's messages, in the order of time.
//!
//! The upper half of a number is its chain, the lower half counts from the middle both ways.

use std::collections::HashSet;
use std::ops::Range;

use uuid::Uuid;

use crate::error::Result;
use crate::id::UserId;
use crate::session::messages::search::index::{first_int, int, sql};
use crate::store::{Connection, Param};

/// Chains that are read at once.
const READ_CHAINS: usize = 256;

/// So few messages look for a number that is free: those which come back one by one. More would be
/// slower so than in a chain of their own.
const REUSED_MAX: usize = 64;

/// The number of a chain's first message, above the chain itself.
const MIDDLE: i64 = 1 << 31;

/// Where a message stands: its time and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Place(pub(in super::super) i64, pub(in super::super) Uuid);

/// A run of messages whose numbers rise with their places.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Chain {
    pub(in super::super) number: i64,
    /// The number before the first message.
    pub(in super::super) low: i64,
    /// The number after the last message.
    pub(in super::super) high: i64,
    pub(in super::super) first: Place,
    pub(in super::super) last: Place,
    is_new: bool,
    has_grown: bool,
}

/// The chain that a number belongs to.
pub(super) fn of_doc(doc: i64) -> i64 {
    doc >> 32
}

impl Chain {
    fn new(number: i64, place: Place) -> Chain {
        let middle = (number << 32) + MIDDLE;
        let (low, high) = (middle - 1, middle);
        Chain { number, low, high, first: place, last: place, is_new: true, has_grown: false }
    }

    /// Takes a message after the last one.
    fn append(&mut self, place: Place) -> i64 {
        let doc = self.high;
        self.high += 1;
        self.last = place;
        self.has_grown = true;
        doc
    }

    /// Takes messages before the first one; they are in order.
    fn prepend(&mut self, places: &[Place]) -> Range<i64> {
        let end = self.low + 1;
        let start = end - int(places.len());
        self.low = start - 1;
        self.first = places.first().copied().unwrap_or(self.first);
        self.has_grown = true;
        start..end
    }

    fn store(&self, connection: &mut dyn Connection, user: UserId) -> Result<()> {
        let sql = match (self.is_new, self.has_grown) {
            (true, _) => &sql::INSERT_CHAIN,
            (false, true) => &sql::GROW_CHAIN,
            (false, false) => return Ok(()),
        };
        let params = [
            self.low.into(),
            self.high.into(),
            self.first.0.into(),
            Param::Id(self.first.1),
            self.last.0.into(),
            Param::Id(self.last.1),
            user.into(),
            self.number.into(),
        ];
        connection.exec(sql, &params).map(drop)
    }
}

/// The chains of a user.
pub(in super::super) fn all(connection: &mut dyn Connection, user: UserId) -> Result<Vec<Chain>> {
    let mut chains: Vec<Chain> = Vec::new();
    loop {
        let before = chains.len();
        let after = chains.last().map_or(0, |chain| chain.number);
        let params = [user.into(), after.into(), int(READ_CHAINS).into()];
        connection.query(&sql::CHAINS, &params, &mut |row| {
            chains.push(Chain {
                number: row.int(0)?,
                low: row.int(1)?,
                high: row.int(2)?,
                first: Place(row.int(3)?, row.id(4)?),
                last: Place(row.int(5)?, row.id(6)?),
                is_new: false,
                has_grown: false,
            });
            Ok(())
        })?;
        if chains.len() - before < READ_CHAINS {
            return Ok(chains);
        }
    }
}

/// Gives each of some places, which are in order, the number of its message.
pub(super) fn take(
    connection: &mut dyn Connection,
    user: UserId,
    places: &[Place],
) -> Result<Vec<i64>> {
    let mut chains = all(connection, user)?;
    // What comes before the end of every chain is a beginning of the list, since it is in order.
    let ends = chains.iter().map(|chain| chain.last).min();
    let old = places.partition_point(|place| ends.is_none_or(|end| *place <= end));
    let (old, later) = places.split_at(old);
    let beginnings = chains.iter().map(|chain| chain.first).max();
    let older = old.partition_point(|place| beginnings.is_some_and(|first| *place < first));
    let (older, between) = old.split_at(older);
    // Before a chain grows: its new numbers look free, since their messages are not written yet.
    let (between, begun) = put_between(connection, user, &chains, between)?;
    let mut docs = Vec::with_capacity(places.len());
    if !older.is_empty()
        && let Some(chain) = chains.iter_mut().max_by_key(|chain| chain.first)
    {
        docs.extend(chain.prepend(older));
    }
    docs.extend(between);
    chains.extend(begun);
    for place in later {
        let ended = chains.iter_mut().filter(|chain| chain.last < *place);
        let latest = ended.max_by_key(|chain| chain.last);
        docs.extend(latest.map(|chain| chain.append(*place)));
    }
    chains.iter().try_for_each(|chain| chain.store(connection, user))?;
    Ok(docs)
}

/// The numbers of messages that stand at no end of a chain, and the chain that was begun for them.
fn put_between(
    connection: &mut dyn Connection,
    user: UserId,
    chains: &[Chain],
    places: &[Place],
) -> Result<(Vec<i64>, Option<Chain>)> {
    let (mut docs, mut begun) = (Vec::with_capacity(places.len()), None::<Chain>);
    let mut reused = HashSet::new();
    for place in places {
        if places.len() <= REUSED_MAX
            && let Some(doc) = free(connection, user, chains, *place)?
            && reused.insert(doc)
        {
            docs.push(doc);
            continue;
        }
        let chain = match &mut begun {
            Some(chain) => chain,
            None => {
                let last = first_int(connection, &sql::LAST_CHAIN, &[])?.unwrap_or(0);
                begun.insert(Chain::new(last + 1, *place))
            }
        };
        docs.push(chain.append(*place));
    }
    Ok((docs, begun))
}

/// A number that stands free in a chain just where a message belongs: its own, when it comes back.
fn free(
    connection: &mut dyn Connection,
    user: UserId,
    chains: &[Chain],
    place: Place,
) -> Result<Option<i64>> {
    for chain in chains.iter().filter(|chain| chain.first <= place && place <= chain.last) {
        let doc = lower_bound(connection, user, chain, place)?;
        let is_inside = chain.low < doc && doc < chain.high;
        if is_inside && from(connection, user, chain, doc..doc + 1)?.is_none() {
            return Ok(Some(doc));
        }
    }
    Ok(None)
}

/// The number after the last message of a chain that stands before `place`.
pub(in super::super) fn lower_bound(
    connection: &mut dyn Connection,
    user: UserId,
    chain: &Chain,
    place: Place,
) -> Result<i64> {
    if place > chain.last {
        return Ok(chain.high);
    }
    // Numbers of removed messages are free, so each look goes on to the next one that is taken.
    let (mut low, mut high) = (chain.low + 1, chain.high);
    while low < high {
        let middle = low + (high - low) / 2;
        match from(connection, user, chain, middle..high)? {
            Some((doc, at)) if at < place => low = doc + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// The first message of a chain among some numbers.
fn from(
    connection: &mut dyn Connection,
    user: UserId,
    chain: &Chain,
    docs: Range<i64>,
) -> Result<Option<(i64, Place)>> {
    let params = [user.into(), chain.number.into(), docs.start.into(), docs.end.into()];
    let mut found = None;
    connection.query(&sql::DOC_FROM, &params, &mut |row| {
        found = Some((row.int(0)?, Place(row.int(1)?, row.id(2)?)));
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(at: i64) -> Place {
        Place(at, Uuid::nil())
    }

    #[test]
    fn a_chain_grows_at_both_ends_and_stays_in_order() {
        let mut chain = Chain::new(3, place(50));
        let first = chain.append(place(50));
        let second = chain.append(place(60));
        let before: Vec<i64> = chain.prepend(&[place(10), place(20)]).collect();
        let older: Vec<i64> = chain.prepend(&[place(5)]).collect();
        assert_eq!([older, before, vec![first, second]].concat(), {
            let from = (3 << 32) + MIDDLE;
            (from - 3..from + 2).collect::<Vec<_>>()
        });
        assert_eq!((chain.first, chain.last), (place(5), place(60)));
        assert!((chain.low..=chain.high).all(|doc| of_doc(doc) == 3));
    }
}
