//! What the index does not hold yet: messages behind the indexed place, and those which are still
//! being written.
//!
//! A tail is short, since commits start its indexing: its messages are read as they are. What an
//! import leaves for a while is longer. Of that the places alone are walked, the newest are kept,
//! and their texts are read as the page asks for them, so one call reads a bounded number of texts
//! and keeps a bounded number of places, however long the tail is.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};

use uuid::Uuid;

use crate::error::Result;
use crate::limits::SEARCH_CANDIDATES_MAX;
use crate::session::messages::model::MessageRole;
use crate::session::messages::search::index::{self, Place};
use crate::session::messages::search::{Hit, Search};
use crate::store::{Param, Row, Tx};

/// Messages whose texts are read at once.
const READ_ROWS: i64 = 1_000;

/// Places that one statement walks.
const WALK_ROWS: i64 = 10_000;

/// What answers, and what may.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// What was read and answers, the newest first.
    pub(super) hits: VecDeque<Hit>,
    /// Where messages stand that were not read, the newest first.
    pub(super) places: VecDeque<Place>,
    /// Whether there are more of these, which stand before all that are named.
    pub(super) is_cut: bool,
}

pub(super) fn read(tx: &mut Tx<'_>, search: &Search<'_>, position: i64) -> Result<Tail> {
    let (mut hits, mut open) = (Vec::new(), Vec::new());
    let (mut rows, mut seq) = (0, position);
    let params = [search.user.into(), seq.into(), READ_ROWS.into()];
    tx.query(&index::TAIL, &params, &mut |row| {
        rows += 1;
        seq = row.int(6)?;
        hits.extend(Hit::read(row, 0, search, &mut open)?);
        Ok(())
    })?;
    hits.extend(Hit::written(tx, search, open)?);
    hits.sort_by_key(|hit| Reverse(hit.place));
    hits.truncate(search.wanted());
    let mut newest = Newest::default();
    if rows == READ_ROWS {
        walk(tx, search, seq, &mut newest)?;
    }
    walk_open(tx, search, position, &mut newest)?;
    Ok(Tail {
        hits: hits.into(),
        places: newest.places.into_iter().rev().collect(),
        is_cut: newest.is_cut,
    })
}

/// Reads the message of such a place, if it answers.
pub(super) fn one(tx: &mut Tx<'_>, search: &Search<'_>, place: Place) -> Result<Vec<Hit>> {
    let (mut hits, mut open) = (Vec::new(), Vec::new());
    let params = [search.user.into(), Param::Id(place.1)];
    tx.query(&index::ONE, &params, &mut |row| {
        hits.extend(Hit::read(row, 0, search, &mut open)?);
        Ok(())
    })?;
    hits.extend(Hit::written(tx, search, open)?);
    Ok(hits)
}

/// The newest places of many.
#[derive(Debug, Default)]
struct Newest {
    places: BTreeSet<Place>,
    is_cut: bool,
}

impl Newest {
    fn take(&mut self, row: &dyn Row, search: &Search<'_>) -> Result<()> {
        let place = Place(row.int(0)?, row.id(1)?);
        if search.asks_for(place, row.id(2)?, MessageRole::from_stored(row.str(3)?)?) {
            self.places.insert(place);
        }
        if self.places.len() > usize::try_from(SEARCH_CANDIDATES_MAX).unwrap_or(0) {
            self.places.pop_first();
            self.is_cut = true;
        }
        Ok(())
    }
}

/// Walks what stands behind a place in the order of writing.
fn walk(tx: &mut Tx<'_>, search: &Search<'_>, after: i64, newest: &mut Newest) -> Result<()> {
    let (mut rows, mut seq) = (WALK_ROWS, after);
    while rows == WALK_ROWS {
        rows = 0;
        let params = [search.user.into(), seq.into(), WALK_ROWS.into()];
        tx.query(&index::TAIL_PLACES, &params, &mut |row| {
            rows += 1;
            seq = row.int(4)?;
            newest.take(row, search)
        })?;
    }
    Ok(())
}

/// Walks what stands before the indexed place and is still being written.
fn walk_open(tx: &mut Tx<'_>, search: &Search<'_>, to: i64, newest: &mut Newest) -> Result<()> {
    let (mut rows, mut id) = (WALK_ROWS, Uuid::nil());
    while rows == WALK_ROWS {
        rows = 0;
        let params = [search.user.into(), to.into(), Param::Id(id), WALK_ROWS.into()];
        tx.query(&index::OPEN_PLACES, &params, &mut |row| {
            rows += 1;
            id = row.id(1)?;
            newest.take(row, search)
        })?;
    }
    Ok(())
}
