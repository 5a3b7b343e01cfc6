//! What a row has counted, and what it lets pass.
//!
//! Two ways of counting, in whole numbers alone. The exact one keeps the hits. The smooth one keeps
//! the moment at which all of the limit is there again, to a fraction of a millisecond: a hit
//! moves it on by `window / limit`, and passes if that leaves it within a window from now. The
//! fraction counts `limit`ths of a millisecond, so nothing is ever rounded.

use crate::error::{Error, ErrorKind, Result};
use crate::rate_limits::rule::Rate;

/// A hit that still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Past {
    pub(super) at_ms: i64,
    pub(super) cost: i64,
}

/// The moment at which all of a smooth limit is there again: `ms + part / of` milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FullAt {
    pub(super) ms: i64,
    pub(super) part: i64,
    pub(super) of: i64,
    /// How long the window was with which it was computed.
    pub(super) window_ms: i64,
}

/// What a row has counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Count {
    /// The hits, the oldest first.
    Exact(Vec<Past>),
    /// What stands in for them.
    Smooth(FullAt),
}

impl Count {
    /// Nothing.
    pub(super) fn none() -> Count {
        Count::Exact(Vec::new())
    }

    /// The same as a rate counts it, without what counts no more at `at_ms`.
    ///
    /// Where the rate counts in the other way, or the smooth one has another limit, as much of
    /// the limit stays used up as was, rounded up.
    pub(super) fn under(self, rate: Rate, at_ms: i64) -> Count {
        match self {
            Count::Exact(mut hits) => {
                hits.retain(|hit| hit.at_ms > at_ms - rate.window_ms);
                if rate.is_exact() {
                    return Count::Exact(hits);
                }
                let used: i64 = hits.iter().map(|hit| hit.cost).sum();
                Count::Smooth(FullAt::empty(rate, at_ms).after(rate, used, at_ms))
            }
            Count::Smooth(full) if !rate.is_exact() => Count::Smooth(full.under(rate, at_ms)),
            Count::Smooth(full) => {
                let used = full.used(at_ms).min(rate.limit);
                let hits = (used > 0).then_some(Past { at_ms, cost: used });
                Count::Exact(hits.into_iter().collect())
            }
        }
    }

    /// How many hits pass at a moment. The count is under the rate.
    pub(super) fn remaining(&self, rate: Rate, at_ms: i64) -> i64 {
        match self {
            Count::Exact(hits) => {
                (rate.limit - hits.iter().map(|hit| hit.cost).sum::<i64>()).max(0)
            }
            Count::Smooth(full) => {
                let left = i128::from(rate.window_ms) * i128::from(rate.limit) - full.debt(at_ms);
                small(left.max(0) / i128::from(rate.window_ms))
            }
        }
    }

    /// When a hit of this cost passes, if no other comes first: now, or a moment to come.
    pub(super) fn passes_at(&self, rate: Rate, cost: i64, at_ms: i64) -> i64 {
        match self {
            Count::Exact(hits) => {
                let mut used: i64 = hits.iter().map(|hit| hit.cost).sum();
                let mut passes_at = at_ms;
                for hit in hits {
                    if used + cost <= rate.limit {
                        break;
                    }
                    used -= hit.cost;
                    passes_at = hit.at_ms + rate.window_ms;
                }
                passes_at
            }
            Count::Smooth(full) => {
                let (limit, window) = (i128::from(rate.limit), i128::from(rate.window_ms));
                let over = full.debt(at_ms) + i128::from(cost) * window - window * limit;
                // Rounded up to the millisecond at which there is room.
                at_ms + small((over.max(0) + limit - 1) / limit)
            }
        }
    }

    /// The count after a hit that passes.
    pub(super) fn hit(self, rate: Rate, cost: i64, at_ms: i64) -> Count {
        match self {
            Count::Exact(mut hits) => {
                match hits.last_mut().filter(|last| last.at_ms == at_ms) {
                    Some(last) => last.cost += cost,
                    None => hits.push(Past { at_ms, cost }),
                }
                Count::Exact(hits)
            }
            Count::Smooth(full) => Count::Smooth(full.after(rate, cost, at_ms)),
        }
    }

    /// From when on it says nothing any more.
    pub(super) fn full_at_ms(&self, rate: Rate, at_ms: i64) -> i64 {
        match self {
            Count::Exact(hits) => hits.last().map_or(at_ms, |hit| hit.at_ms + rate.window_ms),
            Count::Smooth(full) => at_ms.max(full.ms + i64::from(full.part > 0)),
        }
    }
}

impl FullAt {
    fn empty(rate: Rate, at_ms: i64) -> FullAt {
        FullAt { ms: at_ms, part: 0, of: rate.limit, window_ms: rate.window_ms }
    }

    /// How far away it is, in parts of a millisecond.
    fn debt(&self, at_ms: i64) -> i128 {
        let debt = i128::from(self.ms - at_ms) * i128::from(self.of) + i128::from(self.part);
        debt.max(0)
    }

    /// How many hits of its own rate it stands for, rounded up.
    fn used(&self, at_ms: i64) -> i64 {
        let window = i128::from(self.window_ms);
        small((self.debt(at_ms) + window - 1) / window)
    }

    /// The same under another rate.
    fn under(self, rate: Rate, at_ms: i64) -> FullAt {
        if self.of == rate.limit && self.window_ms == rate.window_ms {
            return self;
        }
        FullAt::empty(rate, at_ms).after(rate, self.used(at_ms), at_ms)
    }

    fn after(self, rate: Rate, cost: i64, at_ms: i64) -> FullAt {
        let limit = i128::from(rate.limit);
        let debt = self.debt(at_ms) + i128::from(cost) * i128::from(rate.window_ms);
        FullAt {
            ms: at_ms + small(debt / limit),
            part: small(debt % limit),
            of: rate.limit,
            window_ms: rate.window_ms,
        }
    }
}

/// A number that limits keep small: a limit is at most 10^6, a window less than 2^32 milliseconds.
fn small(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Writes a count as the two columns of its row.
pub(super) fn write(count: &Count) -> (String, String) {
    match count {
        Count::Exact(hits) => {
            let hits: Vec<String> =
                hits.iter().map(|hit| format!("{} {}", hit.at_ms, hit.cost)).collect();
            (hits.join(";"), String::new())
        }
        Count::Smooth(FullAt { ms, part, of, window_ms }) => {
            (String::new(), format!("{ms} {part} {of} {window_ms}"))
        }
    }
}

/// Reads what [`write`] wrote.
pub(super) fn read(hits: &str, full_at: &str) -> Result<Count> {
    let damaged =
        || Error::from(ErrorKind::StorageCorrupt { detail: "the hits of a rate limit".into() });
    if !full_at.is_empty() {
        let [ms, part, of, window_ms] = numbers(full_at).ok_or_else(damaged)?;
        if of < 1 || window_ms < 1 {
            return Err(damaged());
        }
        return Ok(Count::Smooth(FullAt { ms, part, of, window_ms }));
    }
    let hits = hits.split(';').filter(|hit| !hit.is_empty());
    let hits = hits.map(|hit| {
        let [at_ms, cost] = numbers(hit).ok_or_else(damaged)?;
        Ok(Past { at_ms, cost })
    });
    Ok(Count::Exact(hits.collect::<Result<_>>()?))
}

fn numbers<const N: usize>(text: &str) -> Option<[i64; N]> {
    let numbers: Option<Vec<i64>> = text.split(' ').map(|number| number.parse().ok()).collect();
    numbers?.try_into().ok()
}
