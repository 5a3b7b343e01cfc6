//! Adding up what sums hold, without passing what every surface can hold.

use crate::error::Result;
use crate::limits::AMOUNT_MAX;
use crate::store::Row;
use crate::usage::model::{UsageCost, UsageTotals};

/// Sums of records, by currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) calls: i64,
    pub(super) input_tokens: i64,
    pub(super) output_tokens: i64,
    pub(super) duration_ms: i64,
    /// By currency, in the order of the alphabet.
    costs: Vec<(String, i64)>,
}

impl Sum {
    /// Adds a row: calls, input tokens, output tokens, duration and cost stand from column `at` on.
    pub(super) fn add(&mut self, row: &dyn Row, at: usize, currency: &str) -> Result<()> {
        add(&mut self.calls, row.int(at)?);
        add(&mut self.input_tokens, row.int(at + 1)?);
        add(&mut self.output_tokens, row.int(at + 2)?);
        add(&mut self.duration_ms, row.int(at + 3)?);
        self.cost(currency, row.int(at + 4)?);
        Ok(())
    }

    /// Adds other sums.
    pub(super) fn merge(&mut self, other: &Sum) {
        add(&mut self.calls, other.calls);
        add(&mut self.input_tokens, other.input_tokens);
        add(&mut self.output_tokens, other.output_tokens);
        add(&mut self.duration_ms, other.duration_ms);
        for (currency, cost) in &other.costs {
            self.cost(currency, *cost);
        }
    }

    /// What cost nothing that is known has no currency.
    fn cost(&mut self, currency: &str, cost: i64) {
        if currency.is_empty() {
            return;
        }
        let found = self.costs.binary_search_by(|(known, _)| known.as_str().cmp(currency));
        match found {
            Ok(at) => add(&mut self.costs[at].1, cost),
            Err(at) => self.costs.insert(at, (currency.to_owned(), cost)),
        }
    }

    /// Tokens of both directions.
    pub(super) fn tokens(&self) -> i64 {
        let mut tokens = self.input_tokens;
        add(&mut tokens, self.output_tokens);
        tokens
    }

    /// How long, in minutes; one that has begun counts.
    pub(super) fn minutes(&self) -> i64 {
        const MINUTE_MS: i64 = 60_000;
        self.duration_ms / MINUTE_MS + i64::from(self.duration_ms % MINUTE_MS > 0)
    }

    /// As an answer has it.
    pub(super) fn into_totals(self) -> UsageTotals {
        let total_tokens = self.tokens();
        let cost = |(currency, amount)| UsageCost::new(amount, currency);
        UsageTotals {
            calls: self.calls,
            input_tokens: self.input_tokens,
            output_tokens: self.output_tokens,
            total_tokens,
            duration_ms: self.duration_ms,
            costs: self.costs.into_iter().map(cost).collect(),
        }
    }
}

/// What is too much to be told stays at the most that can be: a report over many is not refused
/// because of what one of them claims to have used.
fn add(sum: &mut i64, more: i64) {
    *sum = sum.saturating_add(more).min(AMOUNT_MAX);
}

/// The share of a part in hundredths of a percent, rounded down; 0 of nothing.
pub(super) fn basis_points(part: i64, whole: i64) -> i64 {
    let share = i128::from(part) * 10_000 / i128::from(whole.max(1));
    i64::try_from(share).unwrap_or(10_000)
}
