//! A second account of quotas, made to be plain: a list of what was used and when, a calendar that
//! walks from day to day, and time that is stepped from period to period. It shares nothing with
//! the engine's account but the names of periods.

use super::DAY_MS;
use super::stock::Stock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Day,
    Week,
    Month,
    Anchored(i64),
    Lifetime,
    Rolling(i64),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) span: Span,
    pub(super) limit: i64,
    pub(super) carry: i64,
}

const fn rule(span: Span, limit: i64, carry: i64) -> Rule {
    Rule { span, limit, carry }
}

pub(super) const PLANS: &[(&str, &[Rule])] = &[
    ("a", &[rule(Span::Month, 20, 0)]),
    ("b", &[rule(Span::Day, 6, 9), rule(Span::Month, 40, 0)]),
    ("c", &[rule(Span::Rolling(7_200), 5, 0), rule(Span::Week, 15, 4)]),
    ("d", &[rule(Span::Anchored(31), 12, 30), rule(Span::Lifetime, 150, 0)]),
    ("e", &[rule(Span::Month, 9, 100), rule(Span::Rolling(86_400), 9, 0)]),
    ("f", &[rule(Span::Lifetime, 120, 0), rule(Span::Rolling(600), 3, 0)]),
];

/// What the oracle says of one limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) period: String,
    pub(super) limit: i64,
    pub(super) carried: i64,
    pub(super) used: i64,
    pub(super) resets_at_ms: Option<i64>,
}

#[derive(Debug, Clone)]
pub(super) struct Oracle {
    pub(super) plan: usize,
    pub(super) next: Option<(usize, i64)>,
    offset_ms: i64,
    anchor: i64,
    /// What was used of the plan, and when.
    pub(super) events: Vec<(i64, i64)>,
    pub(super) stock: Stock,
    /// Per span: where the period begins that was stepped to, and what was carried into it.
    carried: Vec<(Span, i64, i64)>,
    pub(super) last_ms: i64,
}

impl Oracle {
    pub(super) fn new(plan: usize, now_ms: i64) -> Oracle {
        let mut oracle = Oracle {
            plan,
            next: None,
            offset_ms: 0,
            anchor: 1,
            events: Vec::new(),
            stock: Stock::default(),
            carried: Vec::new(),
            last_ms: now_ms,
        };
        oracle.step(now_ms);
        oracle
    }

    fn rules(&self) -> &'static [Rule] {
        PLANS[self.plan].1
    }

    /// What it would be at a moment, and that moment.
    pub(super) fn at(&self, now_ms: i64) -> (Oracle, i64) {
        let at_ms = now_ms.max(self.last_ms);
        let mut view = self.clone();
        if let Some((plan, due_ms)) = view.next.take_if(|next| next.1 <= at_ms) {
            view.step(due_ms);
            view.plan = plan;
            view.step(due_ms);
        }
        view.step(at_ms);
        view.stock.end(at_ms);
        (view, at_ms)
    }

    /// Walks every span of the plan, period by period, to a moment.
    fn step(&mut self, to_ms: i64) {
        let mut walked = Vec::new();
        for rule in self.rules() {
            let known = self.carried.iter().find(|known| known.0 == rule.span);
            let first_ms = self.window(rule.span, to_ms).0;
            let (mut start_ms, mut carried) = known.map_or((first_ms, 0), |k| (k.1, k.2));
            while let (_, Some(end_ms)) = self.window(rule.span, start_ms)
                && end_ms <= to_ms
                && !matches!(rule.span, Span::Rolling(_))
            {
                let left = rule.limit + carried - self.sum(start_ms, end_ms);
                (start_ms, carried) = (end_ms, left.max(0).min(rule.carry));
            }
            walked.push((rule.span, start_ms, carried));
        }
        for known in &self.carried {
            let runs = !walked.iter().any(|w| w.0 == known.0)
                && self.window(known.0, to_ms).0 <= known.1
                && !matches!(known.0, Span::Rolling(_));
            if runs {
                walked.push(*known);
            }
        }
        self.carried = walked;
    }

    pub(super) fn say(&self, at_ms: i64) -> Vec<Said> {
        let said = self.rules().iter().map(|rule| {
            let (start_ms, end_ms) = self.window(rule.span, at_ms);
            let carried = self.carried.iter().find(|known| known.0 == rule.span).map_or(0, |k| k.2);
            let resets_at_ms = match rule.span {
                Span::Rolling(seconds) => {
                    let oldest = self.events.iter().map(|e| e.0).filter(|at| *at >= start_ms).min();
                    oldest.map(|at| at + seconds * 1_000)
                }
                _ => end_ms,
            };
            Said {
                period: self.name(rule.span),
                limit: rule.limit + carried,
                carried,
                used: self.sum(start_ms, i64::MAX),
                resets_at_ms,
            }
        });
        said.collect()
    }

    pub(super) fn today(&self, at_ms: i64) -> i64 {
        self.sum(self.window(Span::Day, at_ms).0, i64::MAX)
    }

    pub(super) fn total(&self) -> i64 {
        self.sum(i64::MIN, i64::MAX) + self.stock.used
    }

    /// Changes the plan; false where there is no next period to wait for.
    pub(super) fn set_plan(
        &mut self,
        now_ms: i64,
        plan: usize,
        later: bool,
        shanghai: bool,
        anchor: i64,
    ) -> bool {
        let (mut view, at_ms) = self.at(now_ms);
        view.offset_ms = if shanghai { 8 * 3_600_000 } else { 0 };
        view.anchor = anchor;
        let moved: Vec<_> = view
            .carried
            .iter()
            .map(|known| (known.0, view.window(known.0, at_ms).0, known.2))
            .collect();
        view.carried = moved;
        view.next = None;
        if later && plan != view.plan {
            let ends = view.rules().iter().filter(|r| !matches!(r.span, Span::Rolling(_)));
            let Some(end_ms) = ends.filter_map(|r| view.window(r.span, at_ms).1).max() else {
                return false;
            };
            view.next = Some((plan, end_ms));
        } else {
            view.plan = plan;
        }
        view.step(at_ms);
        view.last_ms = at_ms;
        *self = view;
        true
    }

    fn sum(&self, from_ms: i64, to_ms: i64) -> i64 {
        let within = self.events.iter().filter(|event| from_ms <= event.0 && event.0 < to_ms);
        within.map(|event| event.1).sum()
    }

    fn name(&self, span: Span) -> String {
        match span {
            Span::Day => "day".into(),
            Span::Week => "week".into(),
            Span::Month => "month".into(),
            Span::Anchored(day) => format!("anniversary:{day}"),
            Span::Lifetime => "lifetime".into(),
            Span::Rolling(seconds) => format!("rolling:{seconds}"),
        }
    }

    fn window(&self, span: Span, at_ms: i64) -> (i64, Option<i64>) {
        let begins = |day: i64| match span {
            Span::Day => true,
            // 2024-01-01, 19,723 days after 1970-01-01, was a Monday.
            Span::Week => (day - 19_723) % 7 == 0,
            Span::Month => is_anchor(day, self.anchor),
            Span::Anchored(anchor) => is_anchor(day, anchor),
            Span::Lifetime | Span::Rolling(_) => false,
        };
        match span {
            Span::Lifetime => return (i64::MIN, None),
            Span::Rolling(seconds) => return (at_ms - seconds * 1_000 + 1, Some(at_ms + 1)),
            _ => {}
        }
        let mut first = (at_ms + self.offset_ms) / DAY_MS;
        while !begins(first) {
            first -= 1;
        }
        let mut next = (at_ms + self.offset_ms) / DAY_MS + 1;
        while !begins(next) {
            next += 1;
        }
        (first * DAY_MS - self.offset_ms, Some(next * DAY_MS - self.offset_ms))
    }
}

/// Whether a month that is anchored at a day begins on this day after 1970-01-01.
fn is_anchor(day: i64, anchor: i64) -> bool {
    let (mut year, mut left) = (1970, day);
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    while left >= 365 + i64::from(leap(year)) {
        left -= 365 + i64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for length in lengths {
        if left < length {
            return left + 1 == anchor.min(length);
        }
        left -= length;
    }
    false
}
