//! Telling, once per period, that an allowance is low or used up.

use crate::limits::QUOTA_LOW_PERCENT;
use crate::quota::row::Quota;
use crate::quota::standing::Standing;
use crate::runtime::ChangeKind;
use crate::store::Tx;

/// The shares, in percent, of which an alert is raised.
const LEVELS: [i64; 2] = [QUOTA_LOW_PERCENT, 100];

impl Standing {
    /// The highest share of [`LEVELS`] that is used; 0 below all, and where nothing is allowed.
    pub(super) fn alert_level(&self) -> i64 {
        if self.allowed() == 0 {
            return 0;
        }
        let percent = self.percent();
        LEVELS.into_iter().filter(|level| *level <= percent).max().unwrap_or(0)
    }
}

impl Quota {
    /// Raises the alerts that are due and remembers them in the row, which is to be saved next.
    ///
    /// Each is a change of `quota_alert` named `feature/period/percent`, such as `chat/month/80`.
    pub(super) fn raise_alerts(&mut self, tx: &mut Tx<'_>) {
        for (standing, counter) in self.standings().iter().zip(&mut self.counters) {
            let level = standing.alert_level();
            for due in LEVELS.into_iter().filter(|due| counter.alerted < *due && *due <= level) {
                let name = format!("{}/{}/{due}", self.feature, counter.period);
                tx.changed("quota_alert", Some(self.user), name.as_str(), ChangeKind::Put);
            }
            counter.alerted = counter.alerted.max(level);
        }
    }
}
