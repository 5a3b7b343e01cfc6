//! Finding memories by what they mean.
//!
//! Every embedding of the user with as many numbers is compared, so nothing is missed. They are
//! read in batches by their id and only the best are kept, so memory is bounded by a batch.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use uuid::Uuid;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{MemoryId, SessionId};
use crate::limits;
use crate::memories::add::dimensions;
use crate::memories::embedding::Wanted;
use crate::memories::model::{MemoryMatch, MemoryMatches, MemoryMetric, SearchMemoriesRequest};
use crate::memories::{read, sql};
use crate::store::{Param, Tx};

pub(crate) fn search(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &SearchMemoriesRequest,
) -> Result<MemoryMatches> {
    let metric = request.metric.unwrap_or(MemoryMetric::Cosine);
    let wanted = Wanted::new(&request.embedding, metric);
    let limit = request.limit.unwrap_or(limits::MEMORY_MATCHES_DEFAULT);
    let mut best = Best::new(usize::try_from(limit).unwrap_or(0));
    let size = dimensions(Some(&request.embedding));
    let mut after = Uuid::nil();
    loop {
        let mut rows = 0;
        let user = request.user_id.into();
        let params = [user, size.into(), Param::Id(after), limits::MEMORY_SEARCH_ROWS.into()];
        tx.query(&sql::EMBEDDINGS, &params, &mut |row| {
            rows += 1;
            after = row.id(0)?;
            let in_session = match request.session_id {
                Some(session) => row.opt_id::<SessionId>(1)? == Some(session),
                None => true,
            };
            let of_kind = match &request.kind {
                Some(kind) => row.str(2)? == kind,
                None => true,
            };
            if in_session && of_kind {
                best.offer(Found { score: wanted.score(row.bytes(3)?)?, id: MemoryId(after) });
            }
            Ok(())
        })?;
        if rows < limits::MEMORY_SEARCH_ROWS {
            break;
        }
    }
    let items = best.in_order().into_iter().map(|Found { score, id }| {
        let mut memory = read::find(tx, request.user_id, id)?
            .ok_or_else(|| Error::internal("a memory vanished"))?;
        memory.embedding = None;
        Ok(MemoryMatch { memory, score })
    });
    Ok(MemoryMatches { items: items.collect::<Result<_>>()? })
}

/// A memory and how alike it is.
#[derive(Debug, Clone, Copy)]
struct Found {
    score: f64,
    id: MemoryId,
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Found {}

/// The best of what was seen, the worst of them at hand.
#[derive(Debug)]
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Found>>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Best { limit, heap: BinaryHeap::with_capacity(limit + 1) }
    }

    fn offer(&mut self, found: Found) {
        self.heap.push(Reverse(found));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    fn in_order(self) -> Vec<Found> {
        let found = self.heap.into_sorted_vec();
        found.into_iter().map(|Reverse(found)| found).collect()
    }
}
