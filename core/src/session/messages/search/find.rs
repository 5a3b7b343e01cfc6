//! Searching by the index, and in what it does not hold yet.
//!
//! Each chain of the user proposes its messages from the newest on; a merge takes the newest of
//! all, so a page reads about as many messages as it shows. What the index proposes is verified on
//! the message, and what stands behind the indexed place is read as it is.

use std::cmp::Reverse;
use std::collections::VecDeque;

use uuid::Uuid;

use crate::error::Result;
use crate::limits::SEARCH_CANDIDATES_MAX;
use crate::session::messages::search::index::{self, Chain, Place, Wanted};
use crate::session::messages::search::{Found, Hit, Search};
use crate::store::{Cursor, Param, Sql, Tx};

/// Rows of the tail that are read at once.
const READ_ROWS: i64 = 1_000;

/// The most candidates that are asked for at once.
const ASKED_MAX: i64 = 256;

pub(super) fn find(tx: &mut Tx<'_>, search: &Search<'_>) -> Result<Found> {
    let position = tx.get(&index::POSITION, &[search.user.into()], |row| row.int(0))?.unwrap_or(0);
    let mut merge = Merge {
        search,
        position,
        wanted: Wanted::of(search.query),
        tail: tail(tx, search, position)?.into(),
        streams: Vec::new(),
        looked_at: 0,
    };
    for chain in index::chains_of(tx.connection(), search.user)? {
        merge.streams.push(Stream::new(chain, search));
    }
    merge.run(tx)
}

/// What answers the search among the messages that are not indexed, the newest first.
fn tail(tx: &mut Tx<'_>, search: &Search<'_>, position: i64) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    let (mut rows, mut seq) = (READ_ROWS, position);
    while rows == READ_ROWS {
        rows = 0;
        let params = [search.user.into(), seq.into(), READ_ROWS.into()];
        tx.query(&index::TAIL, &params, &mut |row| {
            rows += 1;
            seq = row.int(5)?;
            hits.extend(Hit::read(row, 0, search)?);
            Ok(())
        })?;
        keep_newest(&mut hits, search.wanted());
    }
    let (mut rows, mut id) = (READ_ROWS, Uuid::nil());
    while rows == READ_ROWS {
        rows = 0;
        let params = [search.user.into(), position.into(), Param::Id(id), READ_ROWS.into()];
        tx.query(&index::OPEN, &params, &mut |row| {
            rows += 1;
            id = row.id(1)?;
            hits.extend(Hit::read(row, 0, search)?);
            Ok(())
        })?;
        keep_newest(&mut hits, search.wanted());
    }
    Ok(hits)
}

fn keep_newest(hits: &mut Vec<Hit>, wanted: usize) {
    hits.sort_by_key(|hit| Reverse(hit.place));
    hits.truncate(wanted);
}

/// The messages of one chain, from the newest on.
#[derive(Debug)]
struct Stream {
    chain: Chain,
    /// What was found and not taken yet, the newest first.
    hits: VecDeque<Hit>,
    /// Whatever is still to be found stands before this place,
    before: Place,
    /// and below this number, once the first look has set it.
    below: Option<i64>,
    asks: i64,
    is_done: bool,
}

impl Stream {
    fn new(chain: Chain, search: &Search<'_>) -> Stream {
        let after_last = Place(chain.last.0.saturating_add(1), Uuid::nil());
        let before = after_last.min(Place(search.before.at, search.before.id));
        let is_done = before <= chain.first || before.0 < search.since_ms;
        let asks = i64::try_from(search.wanted()).unwrap_or(ASKED_MAX);
        Stream { chain, hits: VecDeque::new(), before, below: None, asks, is_done }
    }

    /// Whether the next message of this stream is not known yet.
    fn must_look(&self) -> bool {
        self.hits.is_empty() && !self.is_done
    }
}

/// The streams of all chains, and the tail.
#[derive(Debug)]
struct Merge<'s, 'q> {
    search: &'s Search<'q>,
    position: i64,
    wanted: Wanted,
    tail: VecDeque<Hit>,
    streams: Vec<Stream>,
    looked_at: i64,
}

impl Merge<'_, '_> {
    fn run(mut self, tx: &mut Tx<'_>) -> Result<Found> {
        let mut hits = Vec::new();
        while hits.len() < self.search.wanted() {
            let unknown = self
                .streams
                .iter()
                .enumerate()
                .filter(|(_, stream)| stream.must_look())
                .max_by_key(|(_, stream)| stream.before)
                .map(|(n, stream)| (n, stream.before));
            let newest = self.newest();
            match (newest, unknown) {
                (Some(place), Some((_, before))) if place >= before => hits.extend(self.take()),
                (_, Some((n, before))) => {
                    if self.looked_at >= SEARCH_CANDIDATES_MAX {
                        let stopped_at = Some(Cursor { at: before.0, id: before.1 });
                        return Ok(Found { hits, stopped_at });
                    }
                    self.look(tx, n)?;
                }
                (Some(_), None) => hits.extend(self.take()),
                (None, None) => break,
            }
        }
        Ok(Found { hits, stopped_at: None })
    }

    /// The place of the newest message that is known.
    fn newest(&self) -> Option<Place> {
        let heads = self.streams.iter().filter_map(|stream| stream.hits.front());
        heads.chain(self.tail.front()).map(|hit| hit.place).max()
    }

    /// Takes that message.
    fn take(&mut self) -> Option<Hit> {
        let newest = self.newest()?;
        let heads = self.streams.iter_mut().map(|stream| &mut stream.hits);
        heads
            .chain([&mut self.tail])
            .find(|hits| hits.front().is_some_and(|hit| hit.place == newest))
            .and_then(VecDeque::pop_front)
    }

    /// Asks the index for the next candidates of a stream, and verifies them.
    fn look(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        let (search, stream) = (self.search, &mut self.streams[n]);
        let user = search.user;
        let below = match stream.below {
            Some(below) => below,
            None => index::lower_bound(tx.connection(), user, &stream.chain, stream.before)?,
        };
        let expression = self.wanted.expression(stream.chain.number);
        let params = [
            user.into(),
            self.position.into(),
            Param::Text(&expression),
            stream.chain.low.into(),
            below.into(),
            stream.asks.into(),
        ];
        let sql: &'static Sql = &index::CANDIDATES;
        let (mut rows, mut lowest, mut before) = (0, below, stream.before);
        let mut hits = Vec::new();
        tx.query(sql, &params, &mut |row| {
            rows += 1;
            lowest = lowest.min(row.int(0)?);
            if let (Some(at_ms), Some(id)) = (row.opt_int(1)?, row.opt_id::<Uuid>(2)?) {
                before = before.min(Place(at_ms, id));
            }
            if row.opt_id::<Uuid>(4)?.is_some() {
                hits.extend(Hit::read(row, 3, search)?);
            }
            Ok(())
        })?;
        hits.sort_by_key(|hit| Reverse(hit.place));
        stream.hits.extend(hits);
        stream.is_done = rows < stream.asks || before.0 < search.since_ms;
        (stream.below, stream.before) = (Some(lowest), before);
        stream.asks = (stream.asks * 2).min(ASKED_MAX);
        self.looked_at += rows;
        Ok(())
    }
}
