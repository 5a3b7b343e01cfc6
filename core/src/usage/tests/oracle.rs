//! What the sums must be, from a list of what was recorded.
//!
//! It keeps facts and counts them; nothing here is the engine's. Dates come from `jiff` itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZoneDatabase;

/// One use, as it was told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) event: String,
    pub(super) zone: String,
    pub(super) tenant: u128,
    pub(super) at_ms: i64,
    pub(super) kind: &'static str,
    pub(super) provider: &'static str,
    pub(super) model: &'static str,
    pub(super) device: Option<&'static str>,
    pub(super) session: Option<u128>,
    pub(super) tokens: (i64, i64),
    pub(super) duration_ms: i64,
    /// What the caller said it cost.
    pub(super) given: Option<(i64, &'static str)>,
    /// What it cost.
    pub(super) cost: Option<(i64, &'static str)>,
}

/// Day, tenant, currency, part.
type Key = (i64, u128, String, String);

impl Fact {
    /// The day since 1970-01-01 and the hour on the clock of its zone.
    pub(super) fn clock(&self) -> (i64, i64) {
        let zone = TimeZoneDatabase::bundled().get(&self.zone).unwrap();
        let shown = Timestamp::from_millisecond(self.at_ms).unwrap().to_zoned(zone);
        let days = shown.date() - date(1970, 1, 1);
        (i64::from(days.get_days()), i64::from(shown.hour()))
    }

    fn amounts(&self) -> [i64; 6] {
        let cost = self.cost.map_or(0, |(cost, _)| cost);
        [1, self.tokens.0, self.tokens.1, self.duration_ms, cost, 1 << self.clock().1]
    }
}

/// Every sum of the facts, those of all days together among them.
pub(super) fn sums(facts: &[Fact], all_days: i64) -> BTreeMap<Key, [i64; 6]> {
    let mut sums = BTreeMap::new();
    for fact in facts {
        let currency = fact.cost.map_or("", |(_, currency)| currency);
        let parts = [
            String::new(),
            format!("d{}", fact.device.unwrap_or("")),
            format!("k{}", fact.kind),
            format!("m{}\u{1f}{}", fact.provider, fact.model),
        ];
        let day = fact.clock().0;
        for (day, part) in [day, all_days].iter().flat_map(|day| parts.iter().map(|p| (*day, p))) {
            let key = (day, fact.tenant, currency.to_owned(), part.clone());
            let sum: &mut [i64; 6] = sums.entry(key).or_default();
            for (n, amount) in fact.amounts().into_iter().enumerate() {
                sum[n] = if n == 5 { sum[n] | amount } else { sum[n] + amount };
            }
        }
        if let Some(session) = fact.session {
            let session = format!("s{}", uuid::Uuid::from_u128(session));
            sums.insert((day, fact.tenant, String::new(), session), [0; 6]);
        }
    }
    sums
}

/// What cost a million tokens in and out from a moment on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tariff {
    pub(super) from_ms: i64,
    pub(super) input: i64,
    pub(super) output: i64,
}

/// What tokens cost at a moment, by the tariffs in the order in which they were set.
pub(super) fn cost(
    tariffs: &[Tariff],
    at_ms: i64,
    tokens: (i64, i64),
) -> Option<(i64, &'static str)> {
    let begun = tariffs.iter().filter(|tariff| tariff.from_ms <= at_ms);
    // Of equals the last is the one that counts, which `max_by_key` answers.
    let tariff = begun.max_by_key(|tariff| tariff.from_ms)?;
    let micros = u128::try_from(tokens.0 * tariff.input + tokens.1 * tariff.output).unwrap();
    let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
    Some((i64::try_from(whole + u128::from(rest >= 500_000)).unwrap(), "USD"))
}

/// What a report says of facts: calls, tokens, and costs by currency.
pub(super) type Report = (i64, i64, Vec<(String, i64)>);

pub(super) fn report<'f>(facts: impl Iterator<Item = &'f Fact>) -> Report {
    let mut costs = BTreeMap::<String, i64>::new();
    let (mut calls, mut tokens) = (0, 0);
    for fact in facts {
        calls += 1;
        tokens += fact.tokens.0 + fact.tokens.1;
        if let Some((cost, currency)) = fact.cost {
            *costs.entry(currency.to_owned()).or_default() += cost;
        }
    }
    (calls, tokens, costs.into_iter().collect())
}

/// How many days the facts are spread over.
pub(super) fn days(facts: &[Fact]) -> usize {
    facts.iter().map(|fact| fact.clock().0).collect::<BTreeSet<_>>().len()
}
