//! Searching by the index, and in what it does not hold yet.
//!
//! Each chain of the user proposes its messages from the newest on; a merge takes the newest of
//! all, so a page reads about as many messages as it shows. What the index proposes is verified on
//! the message. What it does not hold yet ([`tail`]) joins the merge.
//!
//! A call that looked at enough stops where it stands, but never where it began: its cursor always
//! goes on, however many chains there are to look into.

use std::cmp::Reverse;
use std::collections::VecDeque;

use uuid::Uuid;

use crate::error::Result;
use crate::limits::SEARCH_CANDIDATES_MAX;
use crate::session::messages::search::index::{self, Chain, Place, Wanted};
use crate::session::messages::search::tail::{self, Tail};
use crate::session::messages::search::{Found, Hit, Search};
use crate::store::{Cursor, Param, Sql, Tx};

/// The most candidates that are asked for at once.
const ASKED_MAX: i64 = 256;

/// The fewest: less is not faster.
const ASKED_MIN: i64 = 8;

pub(super) fn find(tx: &mut Tx<'_>, search: &Search<'_>) -> Result<Found> {
    let position = tx.get(&index::POSITION, &[search.user.into()], |row| row.int(0))?.unwrap_or(0);
    let Tail { hits, places, is_cut } = tail::read(tx, search, position)?;
    let chains = index::chains_of(tx.connection(), search.user)?;
    let streams = chains.into_iter().map(|chain| Stream::of_chain(chain, search));
    let mut merge = Merge {
        search,
        position,
        wanted: Wanted::of(search.query),
        tail: hits,
        streams: streams.filter(|stream| !stream.is_done).collect(),
        looked_at: 0,
    };
    merge.streams.extend(Stream::of_tail(places, is_cut, search));
    merge.share_first_asks();
    merge.run(tx)
}

/// Where a stream has its messages from.
#[derive(Debug)]
enum Source {
    Chain {
        chain: Chain,
        /// What is still to be found has a number below this one, once the first look has set it.
        below: Option<i64>,
    },
    Tail {
        places: VecDeque<Place>,
        is_cut: bool,
    },
}

/// Messages from the newest on.
#[derive(Debug)]
struct Stream {
    source: Source,
    /// What was found and not taken yet, the newest first.
    hits: VecDeque<Hit>,
    /// Whatever is still to be found stands before this place.
    before: Place,
    asks: i64,
    is_done: bool,
}

impl Stream {
    fn new(source: Source, last: Place, search: &Search<'_>) -> Stream {
        let before = Place(last.0.saturating_add(1), Uuid::nil()).min(search.place());
        let is_done = before.0 < search.since_ms;
        Stream { source, hits: VecDeque::new(), before, asks: ASKED_MIN, is_done }
    }

    fn of_chain(chain: Chain, search: &Search<'_>) -> Stream {
        let (first, last) = (chain.first, chain.last);
        let mut stream = Stream::new(Source::Chain { chain, below: None }, last, search);
        stream.is_done |= stream.before <= first;
        stream
    }

    fn of_tail(places: VecDeque<Place>, is_cut: bool, search: &Search<'_>) -> Option<Stream> {
        let newest = *places.front()?;
        Some(Stream::new(Source::Tail { places, is_cut }, newest, search))
    }

    /// Whether the next message of this stream is not known yet.
    fn must_look(&self) -> bool {
        self.hits.is_empty() && !self.is_done
    }
}

/// The streams of all chains and of the tail, and what of the tail was read at once.
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
    /// One stream is asked for the whole page at once, many for little each: most of what they
    /// propose is older than the page.
    fn share_first_asks(&mut self) {
        let wanted = i64::try_from(self.search.wanted()).unwrap_or(ASKED_MAX);
        let streams = i64::try_from(self.streams.len()).unwrap_or(1).max(1);
        let asks = (2 * wanted / streams).max(ASKED_MIN).min(wanted);
        self.streams.iter_mut().for_each(|stream| stream.asks = asks);
    }

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
                    if self.looked_at >= SEARCH_CANDIDATES_MAX && before < self.search.place() {
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

    /// Looks for the next messages of a stream.
    fn look(&mut self, tx: &mut Tx<'_>, n: usize) -> Result<()> {
        let stream = &mut self.streams[n];
        let asks = stream.asks;
        stream.asks = (asks * 2).min(ASKED_MAX);
        let rows = match stream.source {
            Source::Chain { .. } => self.look_into_chain(tx, n, asks)?,
            Source::Tail { .. } => self.look_into_tail(tx, n, asks)?,
        };
        self.looked_at += rows;
        Ok(())
    }

    /// Reads the messages of the next places.
    fn look_into_tail(&mut self, tx: &mut Tx<'_>, n: usize, asks: i64) -> Result<i64> {
        let (search, stream) = (self.search, &mut self.streams[n]);
        let Source::Tail { places, is_cut } = &mut stream.source else { return Ok(0) };
        let mut rows = 0;
        while rows < asks
            && let Some(place) = places.pop_front()
        {
            rows += 1;
            stream.before = place;
            stream.hits.extend(tail::one(tx, search, place)?);
        }
        stream.is_done = places.is_empty() && !*is_cut;
        Ok(rows)
    }

    /// Asks the index for the next candidates of a chain, and verifies them.
    fn look_into_chain(&mut self, tx: &mut Tx<'_>, n: usize, asks: i64) -> Result<i64> {
        let (search, stream) = (self.search, &mut self.streams[n]);
        let Source::Chain { chain, below: known } = &mut stream.source else { return Ok(0) };
        let user = search.user;
        let below = match *known {
            Some(below) => below,
            None => index::lower_bound(tx.connection(), user, chain, stream.before)?,
        };
        let expression = self.wanted.expression(chain.number);
        let params = [
            user.into(),
            self.position.into(),
            Param::Text(&expression),
            chain.low.into(),
            below.into(),
            asks.into(),
        ];
        let sql: &'static Sql = &index::CANDIDATES;
        let (mut rows, mut lowest, mut before) = (0, below, stream.before);
        let (mut hits, mut open) = (Vec::new(), Vec::new());
        tx.query(sql, &params, &mut |row| {
            rows += 1;
            lowest = lowest.min(row.int(0)?);
            if let (Some(at_ms), Some(id)) = (row.opt_int(1)?, row.opt_id::<Uuid>(2)?) {
                before = before.min(Place(at_ms, id));
            }
            if row.opt_id::<Uuid>(4)?.is_some() {
                hits.extend(Hit::read(row, 3, search, &mut open)?);
            }
            Ok(())
        })?;
        hits.extend(Hit::written(tx, search, open)?);
        hits.sort_by_key(|hit| Reverse(hit.place));
        stream.hits.extend(hits);
        stream.is_done = rows < asks || before.0 < search.since_ms;
        (*known, stream.before) = (Some(lowest), before);
        Ok(rows)
    }
}
