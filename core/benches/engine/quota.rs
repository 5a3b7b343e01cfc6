//! `quota.consume` and `quota.get`, beside rusqlite by hand.

use std::path::Path;

use silvervine::quota::{ConsumeQuotaRequest, GetQuotaRequest};
use silvervine::store::sqlite::Durability;
use uuid::Uuid;

use crate::store::{Held, SAME_CALLS, Template, connection, engine, now_ms, receipt, replay_key};
use crate::support::{Bench, Random, new_id};

const CONSUME: u16 = 302;
const FEATURE: &str = "chat";
const DAY_MS: i64 = 86_400_000;
/// What the plan `pro` allows in a month where nobody has set it otherwise.
const PRO_LIMIT: i64 = 3_000;

const RECEIPT: &str = "SELECT receipt FROM quota_logs WHERE user_id = ? AND replay_key = ?";
const SWITCH: &str = "SELECT value FROM settings WHERE tenant_id = ? AND name = 'quota.enabled'";
const QUOTA: &str = "SELECT q.plan, q.next_plan_at_ms, q.timezone, q.counters, q.total_used, \
    q.held, q.resets_at_ms, q.last_at_ms, q.version, q.purchased, \
    (SELECT p.limits FROM plans p WHERE p.name = q.plan) \
    FROM quotas q WHERE q.user_id = ? AND q.feature = ?";
const USE: &str = "UPDATE quotas SET counters = ?, total_used = ?, last_at_ms = ?, \
    version = version + 1 WHERE user_id = ? AND feature = ? AND version = ?";
const LOG: &str = "INSERT INTO quota_logs (user_id, feature, at_ms, log_id, kind, amount, plan, \
    period_start_ms, replay_key, receipt, uncounted) \
    VALUES (?, ?, ?, ?, 'consume', 1, ?, ?, ?, ?, 0)";

pub(crate) fn run(bench: &mut Bench, template: &Template) {
    for durability in [Durability::Off, Durability::Normal, Durability::Full] {
        let name = format!("quota_{durability:?}").to_lowercase();
        if bench.runs(&name) {
            consume(bench, template, &name, durability);
        }
    }
    if bench.runs("quota_get") {
        get(bench, template);
    }
}

fn consume(bench: &mut Bench, template: &Template, name: &str, durability: Durability) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), durability);
    let mut base = ByHand::open(&pair.base(), durability);
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let (mut calls_a, mut calls_b) = (0u64, 0u64);
    let mut ours_once = || {
        calls_a += 1;
        let request = ConsumeQuotaRequest::new(template.user(a.next()), key(calls_a));
        assert!(ours.quota().consume(request).unwrap().used > 0);
    };
    let mut base_once = || {
        calls_b += 1;
        assert!(base.consume(template.user(b.next()), &key(calls_b)).used > 0);
    };
    (0..SAME_CALLS).for_each(|_| ours_once());
    (0..SAME_CALLS).for_each(|_| base_once());
    pair.expect_same(&["quotas", "quota_logs"]);
    bench.alone(name, 9, ours_once, base_once);
}

fn key(n: u64) -> String {
    format!("answer-{n:012}")
}

fn get(bench: &mut Bench, template: &Template) {
    let pair = template.pair();
    let ours = engine(&pair.ours(), Durability::Full);
    let mut base = ByHand::open(&pair.base(), Durability::Full);
    let (mut a, mut b) = (Random::new(1), Random::new(1));
    let ours = || {
        let state = ours.quota().get(GetQuotaRequest::new(template.user(a.next()))).unwrap();
        assert!(state.remaining == PRO_LIMIT && state.feature == FEATURE && state.plan == "pro");
    };
    let base = || {
        let state = base.get(template.user(b.next()));
        assert!(state.remaining() == PRO_LIMIT && state.plan == "pro");
    };
    bench.alone("quota_get", 9, ours, base);
}

/// The base of the workloads of quotas.
struct ByHand {
    begin: Held,
    receipt: Held,
    switch: Held,
    quota: Held,
    consume: Held,
    log: Held,
    commit: Held,
}

/// A quota with one limit, by the month, and a counter of the day.
struct Quota {
    plan: String,
    timezone: String,
    /// When the month began, how much is used, what was carried over, and the last alert.
    month: [i64; 4],
    /// The same of the day.
    day: [i64; 4],
    total_used: i64,
    held: i64,
    purchased: i64,
    resets_at_ms: i64,
    at_ms: i64,
    version: i64,
}

/// What a consume answers.
struct Consumed {
    used: i64,
}

impl ByHand {
    fn open(path: &Path, durability: Durability) -> ByHand {
        let connection = connection(path, durability);
        let prepare = |sql| connection.prepare(sql).unwrap();
        ByHand {
            begin: prepare("BEGIN IMMEDIATE"),
            receipt: prepare(RECEIPT),
            switch: prepare(SWITCH),
            quota: prepare(QUOTA),
            consume: prepare(USE),
            log: prepare(LOG),
            commit: prepare("COMMIT"),
        }
    }

    fn get(&mut self, user: Uuid) -> Quota {
        self.quota.query_row((user.as_bytes().as_slice(), FEATURE), Quota::read).unwrap()
    }

    fn consume(&mut self, user: Uuid, key: &str) -> Consumed {
        self.begin.execute(()).unwrap();
        let consumed = self.count(user, key);
        self.commit.execute(()).unwrap();
        consumed
    }

    fn count(&mut self, user: Uuid, key: &str) -> Consumed {
        let id = user.as_bytes().as_slice();
        let replay_key = replay_key(CONSUME, key);
        assert!(!self.receipt.exists((id, &replay_key)).unwrap(), "keys are used once");
        let host = Uuid::nil();
        assert!(!self.switch.exists((host.as_bytes().as_slice(),)).unwrap(), "it was never set");
        let mut quota = self.get(user);
        assert!(quota.remaining() >= 1 && quota.month[1] * 5 < PRO_LIMIT * 4);
        quota.month[1] += 1;
        quota.day[1] += 1;
        quota.total_used += 1;

        let [month_at, month_used, month_carried, month_alerted] = quota.month;
        let [day_at, day_used, day_carried, day_alerted] = quota.day;
        let counters = format!(
            "month {month_at} {month_used} {month_carried} {month_alerted};\
             day {day_at} {day_used} {day_carried} {day_alerted}"
        );
        let guarded = (&counters, quota.total_used, quota.at_ms, id, FEATURE, quota.version);
        assert_eq!(self.consume.execute(guarded).unwrap(), 1);

        let log_id = new_id();
        let Quota { plan, resets_at_ms, total_used, .. } = &quota;
        let receipt = receipt(
            &format!(r#"{{"userId":"{user}","idempotencyKey":"{key}"}}"#),
            &format!(
                r#"{{"logId":"{log_id}","feature":"{FEATURE}","plan":"{plan}","period":"month","limit":{PRO_LIMIT},"used":{month_used},"remaining":{},"resetsAtMs":{resets_at_ms},"low":false,"exceeded":false,"totalUsed":{total_used},"fromPacks":0,"purchased":0,"points":null,"replayed":false}}"#,
                quota.remaining()
            ),
        );
        let log_id = log_id.as_bytes().as_slice();
        let line = (id, FEATURE, quota.at_ms, log_id, plan, month_at, &replay_key, &receipt);
        self.log.execute(line).unwrap();
        Consumed { used: month_used }
    }
}

impl Quota {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Quota> {
        let now = now_ms().max(row.get(7)?);
        assert!(
            row.get::<_, Option<i64>>(1)?.is_none() && row.get_ref(10)?.as_str_or_null()?.is_none()
        );
        let counters = row.get_ref(3)?.as_str()?;
        let (month, day) = counters.split_once(';').unwrap();
        let resets_at_ms = row.get(6)?;
        assert!(now < resets_at_ms, "a bench does not outlast the month");
        let mut day = counter(day);
        if now >= day[0] + DAY_MS {
            day = [now - now % DAY_MS, 0, 0, 0];
        }
        Ok(Quota {
            plan: row.get(0)?,
            timezone: row.get(2)?,
            month: counter(month),
            day,
            total_used: row.get(4)?,
            held: row.get(5)?,
            purchased: row.get(9)?,
            resets_at_ms,
            at_ms: now,
            version: row.get(8)?,
        })
    }

    fn remaining(&self) -> i64 {
        debug_assert_eq!(self.timezone, "UTC");
        PRO_LIMIT + self.month[2] - self.month[1] - self.held + self.purchased
    }
}

fn counter(text: &str) -> [i64; 4] {
    let mut numbers = text.split(' ').skip(1).map(|word| word.parse().unwrap());
    std::array::from_fn(|_| numbers.next().unwrap())
}
