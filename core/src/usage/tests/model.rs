//! Random uses against a list of them: late, repeated, changed, out of order, one at a time and in
//! uploads, over clock changes, changes of the zone, of the tenant and of prices.
//!
//! A failure names its seed. `SILVERVINE_MODEL_SEED` plays it again, and `SILVERVINE_MODEL_STEPS`
//! sets how many steps are taken in all.

use super::oracle::{self, Fact, Report, Tariff};
use super::*;
use crate::episodes::{Dice, Length, play_all};
use crate::prices::SetPriceRequest;
use crate::usage::days::ALL_DAYS;
use crate::usage::{
    GetUsageByModelRequest, ListUsageRequest, RecordManyUsageRequest, UsageEvent, UsageTotals,
};

const LENGTH: Length = Length { steps: 1_440, on_server: 240, of_episode: 120 };

/// Clocks change at these moments somewhere: New York, Berlin, Lord Howe, São Paulo, Apia.
const CHANGES_MS: [i64; 8] = [
    1_772_953_200_000,
    1_793_512_800_000,
    1_774_746_000_000,
    1_775_314_800_000,
    1_541_300_400_000,
    1_550_368_800_000,
    1_325_239_200_000,
    1_772_951_400_000,
];
const ZONES: [&str; 7] = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Shanghai",
];

/// A user, and everything that was recorded of them.
struct Play {
    world: World,
    dice: Dice,
    user: UserId,
    tenant: TenantId,
    zone: &'static str,
    facts: Vec<Fact>,
    tariffs: Vec<Tariff>,
}

impl Play {
    fn new(seed: u64) -> Play {
        let world = World::new();
        let user = world.user("ada", ZONES[1]);
        let tenant = world.tenant_of(user);
        let dice = Dice::new(seed);
        Play { world, dice, user, tenant, zone: ZONES[1], facts: Vec::new(), tariffs: Vec::new() }
    }

    fn step(&mut self) {
        match self.dice.in_range(0, 12) {
            0 => {
                self.zone = self.dice.one_of(&ZONES);
                self.world.moves(self.user, self.zone);
            }
            1 => self.set_price(),
            2 | 3 => self.upload(),
            4 | 5 if !self.facts.is_empty() => self.repeat(),
            6 if !self.facts.is_empty() => self.change(),
            _ => self.record(),
        }
    }

    fn set_price(&mut self) {
        let from_ms = self.moment();
        let (input, output) = (self.dice.in_range(0, 5_000_000), self.dice.in_range(0, 5_000_000));
        let request = SetPriceRequest::new("openai", "gpt", "USD", input, output);
        self.world.engine.prices().set(request.effective_at_ms(from_ms)).unwrap();
        self.tariffs.push(Tariff { from_ms, input, output });
    }

    /// About the moment of a clock change.
    fn moment(&mut self) -> i64 {
        self.dice.one_of(&CHANGES_MS) + self.dice.in_range(-60 * HOUR_MS, 60 * HOUR_MS) / 7 * 7
    }

    fn fact(&mut self) -> Fact {
        let at_ms = self.moment();
        let model = self.dice.one_of(&["gpt", "gpt", "claude"]);
        let tokens = (self.dice.in_range(0, 1_000), self.dice.in_range(0, 1_000));
        let given = match self.dice.in_range(0, 3) {
            0 => Some((self.dice.in_range(0, 100), self.dice.one_of(&["USD", "CNY"]))),
            _ => None,
        };
        let priced = || oracle::cost(&self.tariffs, at_ms, tokens).filter(|_| model == "gpt");
        Fact {
            event: format!("e{}", self.facts.len()),
            zone: self.zone.to_owned(),
            tenant: 0,
            at_ms,
            kind: self.dice.one_of(&["chat", "image"]),
            provider: "openai",
            model,
            device: self.dice.one_of(&[None, Some("mac"), Some("phone")]),
            session: self.dice.one_of(&[None, Some(1), Some(2)]),
            tokens,
            duration_ms: self.dice.in_range(0, 90_000),
            given,
            cost: given.or_else(priced),
        }
    }

    fn record(&mut self) {
        let mut fact = self.fact();
        let request = request(self.user, &fact);
        let done = match self.dice.in_range(0, 3) {
            0 => {
                fact.tenant = self.tenant.0.as_u128();
                self.world.within(self.tenant, request)
            }
            _ => self.world.record(request),
        };
        assert!(!done.unwrap().replayed);
        self.facts.push(fact);
    }

    /// Some new, some known, one of the new twice.
    fn upload(&mut self) {
        let mut events = Vec::new();
        let known = self.facts.len();
        for _ in 0..self.dice.in_range(1, 5) {
            let fact = self.fact();
            events.push(event(&fact));
            self.facts.push(fact);
        }
        events.push(event(&self.facts[known]));
        if known > 0 {
            let old = self.dice.place(known);
            events.insert(0, event(&self.facts[old]));
        }
        let (all, new) = (events.len(), self.facts.len() - known);
        let request = RecordManyUsageRequest::new(self.user, events);
        let done = self.world.engine.usage().record_many(request).unwrap();
        let counts = (done.recorded, done.replayed, done.refused);
        assert_eq!(counts, (new as i64, (all - new) as i64, 0));
    }

    fn repeat(&mut self) {
        let n = self.dice.place(self.facts.len());
        let fact = &self.facts[n];
        let done = self.world.record(request(self.user, fact)).unwrap();
        assert!(done.replayed);
        assert_eq!(
            done.record.cost.map(|cost| cost.amount_micros),
            fact.cost.map(|(cost, _)| cost)
        );
    }

    fn change(&mut self) {
        let n = self.dice.place(self.facts.len());
        let mut other = request(self.user, &self.facts[n]);
        match self.dice.in_range(0, 3) {
            0 => other.occurred_at_ms = other.occurred_at_ms.map(|at_ms| at_ms + 1),
            1 => other.output_tokens += 1,
            _ => other.provider = "azure".into(),
        }
        assert_eq!(code(self.world.record(other)), ErrorCode::IdempotencyMismatch);
    }

    fn check(&mut self) {
        let right = oracle::sums(&self.facts, ALL_DAYS);
        assert_eq!(self.world.sums(self.user), right);
        let found = self.world.rebuild(self.user, 3);
        assert_eq!((found.added, found.corrected, found.removed), (0, 0, 0));
        assert_eq!(found.changed, Vec::<String>::new());
        assert_eq!(found.records, self.facts.len() as i64);
        assert_eq!(found.days, oracle::days(&self.facts) as i64);
        assert_eq!(self.world.sums(self.user), right);
        self.check_reports();
        self.check_history();
    }

    fn check_reports(&mut self) {
        let models = self.world.engine.usage().by_model(GetUsageByModelRequest::new(self.user));
        let gpt = models.unwrap().models.into_iter().find(|model| model.model == "gpt");
        let ours = self.facts.iter().filter(|fact| fact.model == "gpt");
        assert_eq!(gpt.map(|gpt| shown(&gpt.totals)), Some(oracle::report(ours)));
        for _ in 0..10 {
            let from_ms = self.moment();
            let to_ms = from_ms + self.dice.in_range(0, 90) * DAY_MS;
            let (from, to) = (date(from_ms), date(to_ms));
            let first = from_ms.div_euclid(DAY_MS);
            let last = to_ms.div_euclid(DAY_MS);
            let ours = self.facts.iter().filter(|fact| (first..=last).contains(&fact.clock().0));
            let found = self.world.statistics(self.user, &from, &to);
            assert_eq!(shown(&found.totals), oracle::report(ours), "{from} to {to}");
        }
    }

    fn check_history(&self) {
        let (mut seen, mut request) = (Vec::new(), ListUsageRequest::new(self.user).limit(7));
        loop {
            let page = self.world.engine.usage().history(request.clone()).unwrap();
            seen.extend(page.items.into_iter().map(|item| (item.at_ms, item.event_id)));
            let Some(cursor) = page.next_cursor else { break };
            request = request.cursor(cursor);
        }
        assert!(seen.windows(2).all(|pair| pair[0].0 >= pair[1].0));
        let mut right: Vec<_> = self.facts.iter().map(|f| (f.at_ms, f.event.clone())).collect();
        seen.sort();
        right.sort();
        assert_eq!(seen, right);
    }
}

fn date(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).unwrap().to_string()[..10].to_owned()
}

fn shown(totals: &UsageTotals) -> Report {
    let costs = totals.costs.iter().map(|cost| (cost.currency.clone(), cost.amount_micros));
    (totals.calls, totals.total_tokens, costs.collect())
}

fn request(user: UserId, fact: &Fact) -> RecordUsageRequest {
    let event = event(fact);
    let mut request = RecordUsageRequest::new(
        user,
        event.event_id,
        event.kind,
        event.provider,
        event.model,
        event.input_tokens,
        event.output_tokens,
        event.duration_ms,
    );
    (request.device, request.session_id) = (event.device, event.session_id);
    (request.cost, request.occurred_at_ms) = (event.cost, event.occurred_at_ms);
    request
}

fn event(fact: &Fact) -> UsageEvent {
    let (input, output) = fact.tokens;
    let (name, kind) = (fact.event.as_str(), fact.kind);
    let mut event =
        UsageEvent::new(name, kind, fact.provider, fact.model, input, output, fact.duration_ms);
    event.device = fact.device.map(str::to_owned);
    event.session_id = fact.session.map(|id| crate::SessionId(uuid::Uuid::from_u128(id)));
    event.cost = fact.given.map(|(amount, currency)| UsageCost::new(amount, currency));
    event.occurred_at_ms(fact.at_ms)
}

#[test]
fn every_sum_is_that_of_the_records_and_counting_again_changes_nothing() {
    play_all(&LENGTH, Play::new, Play::step, |play| {
        play.record();
        play.check();
    });
}
