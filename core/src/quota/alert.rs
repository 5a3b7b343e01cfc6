//! Telling, once per period, that an allowance is low or used up. A rolling period never ends; of
//! one, each day (UTC) tells once.
//!
//! What was told of a period is kept in the row of the quota, whose version guards it, so of many
//! calls that reach a share at once one tells. Each telling is a change for those who subscribe,
//! and an event of the outbox in the same commit, for whoever delivers notices.

use serde_json::json;

use crate::error::Result;
use crate::limits::QUOTA_LOW_PERCENT;
use crate::outbox;
use crate::quota::calendar::{DAY_MS, Period};
use crate::quota::recommend;
use crate::quota::row::Quota;
use crate::quota::standing::Standing;
use crate::runtime::ChangeKind;
use crate::store::Tx;

/// The shares, in percent, of which an alert is raised, and the kinds of their events.
const LEVELS: [(i64, &str); 2] = [(QUOTA_LOW_PERCENT, "quota_low"), (100, "quota_exceeded")];

/// A share that was reached.
struct Alert {
    percent: i64,
    kind: &'static str,
    standing: Standing,
}

impl Standing {
    /// The highest share of [`LEVELS`] that is used; 0 below all, and where nothing is allowed.
    pub(super) fn alert_level(&self) -> i64 {
        if self.allowed() == 0 {
            return 0;
        }
        let percent = self.percent();
        let reached = LEVELS.into_iter().map(|(level, _)| level).filter(|level| *level <= percent);
        reached.max().unwrap_or(0)
    }
}

impl Quota {
    /// Writes the row after a use, or another change of what is used, and raises the alerts that
    /// are due. A use that reaches no share runs no statement more than the write.
    ///
    /// Each is a change of `quota_alert` named `feature/period/percent`, such as `chat/month/80`,
    /// and an event of kind `quota_low` or `quota_exceeded`.
    pub(super) fn save_and_alert(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let mut due = Vec::new();
        for (standing, counter) in self.standings().into_iter().zip(&mut self.counters) {
            let level = standing.alert_level();
            for (percent, kind) in LEVELS {
                if counter.alerted < percent && percent <= level {
                    due.push(Alert { percent, kind, standing });
                }
            }
            counter.alerted = counter.alerted.max(level);
        }
        self.save(tx)?;
        if due.is_empty() {
            return Ok(());
        }
        let recommended_plan = recommend::recommend(tx, self, &self.standings(), None)?;
        for alert in due {
            self.raise(tx, &alert, recommended_plan.as_deref())?;
        }
        Ok(())
    }

    fn raise(&self, tx: &mut Tx<'_>, alert: &Alert, recommended: Option<&str>) -> Result<()> {
        let Alert { percent, kind, standing } = alert;
        let period = standing.limit.period;
        let name = format!("{}/{period}/{percent}", self.feature);
        tx.changed("quota_alert", Some(self.user), name.as_str(), ChangeKind::Put);
        let payload = json!({
            "feature": self.feature,
            "plan": self.plan,
            "period": period.to_string(),
            "percent": percent,
            "limit": standing.allowed(),
            "used": standing.counter.used,
            "remaining": self.remaining(standing),
            "resetsAtMs": standing.resets_at_ms,
            "recommendedPlan": recommended,
        });
        // That a period which ends tells once is what its counter says, and the row's version makes
        // its key another one in the next. One that slides may be reached and left without end, and
        // fill the outbox: it tells once a day (UTC).
        let key = match period {
            Period::Rolling { .. } => format!("quota/{name}/day/{}", self.at_ms.div_euclid(DAY_MS)),
            _ => format!("quota/{name}/{}", self.version),
        };
        outbox::put(tx, self.user, kind, &payload, key.as_bytes()).map(drop)
    }
}
