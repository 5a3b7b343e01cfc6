//! The log of what was used.
//!
//! Each line holds the key of the call that wrote it and its outcome. A page is read by key, so it
//! costs the same wherever it stands and however long the log is.

use uuid::Uuid;

use crate::context::Context;
use crate::error::Result;
use crate::id::{QuotaLogId, SessionId};
use crate::limits;
use crate::ops::{Operation, ReplayKey, wire_enum};
use crate::quota::model::{ListQuotaLogsRequest, QuotaLog, QuotaLogList};
use crate::quota::row::Quota;
use crate::quota::sql;
use crate::store::{Cursor, Param, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::Logs::ROW.name;

wire_enum! {
    /// How something was used.
    pub enum QuotaLogKind {
        /// At once.
        Consume = "consume",
        /// From a reservation.
        Capture = "capture",
        /// Paid with points, while quotas were switched off for the user.
        Charge = "charge",
        /// By a device, before its user had an account or was logged in.
        Adopt = "adopt",
    }
}

/// One line on its way into the log.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: QuotaLogId,
    pub(super) kind: QuotaLogKind,
    pub(super) amount: i64,
    /// What of it no limit counts.
    pub(super) uncounted: i64,
    /// The points that were paid, of a charge; of others those that would have been.
    pub(super) points: Option<i64>,
    pub(super) session: Option<SessionId>,
    pub(super) tokens: Option<i64>,
}

impl Line {
    /// Writes the line. The key is unique, so a second call with it fails here and, run again,
    /// finds the first outcome.
    pub(super) fn insert(
        &self,
        tx: &mut Tx<'_>,
        quota: &Quota,
        key: &ReplayKey,
        receipt: &[u8],
    ) -> Result<()> {
        let first = quota.counters.first();
        let params = [
            quota.user.into(),
            Param::from(&quota.feature),
            quota.at_ms.into(),
            self.id.into(),
            self.kind.as_str().into(),
            self.amount.into(),
            self.session.into(),
            self.tokens.into(),
            Param::from(&quota.plan),
            first.map_or(quota.at_ms, |counter| counter.start_ms).into(),
            key.as_param(),
            Param::Bytes(receipt),
            self.uncounted.into(),
            self.points.into(),
        ];
        tx.exec_one(&sql::INSERT_LOG, &params)
    }
}

pub(crate) fn logs(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListQuotaLogsRequest,
) -> Result<QuotaLogList> {
    let last = limits::TIME_MS_MAX;
    // The page begins below a moment and id; no line has the greatest of all ids.
    let mut below = (request.to_at_ms.unwrap_or(last).saturating_sub(1), Uuid::max());
    if let Some(cursor) = Cursor::place(LIST, request.cursor.as_deref())? {
        below = below.min((cursor.at, cursor.id));
    }
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let params = [
        request.user_id.into(),
        request.feature.as_deref().unwrap_or(limits::FEATURE_DEFAULT).into(),
        request.from_at_ms.unwrap_or(limits::TIME_MS_MIN).into(),
        below.0.into(),
        Param::Id(below.1),
        (limit + 1).into(),
    ];
    let items = tx.list(&sql::LOGS, &params, line)?;
    let place = |last: &QuotaLog| Cursor::of(LIST, last.at_ms, last.id.0);
    let (items, next_cursor) = page(items, limit, place);
    Ok(QuotaLogList { items, next_cursor })
}

fn line(row: &dyn Row) -> Result<QuotaLog> {
    let kind = QuotaLogKind::from_stored(row.str(1)?)?;
    let (uncounted, points) = (row.int(3)?, row.opt_int(4)?);
    let paid = kind == QuotaLogKind::Charge;
    Ok(QuotaLog {
        id: row.id(0)?,
        kind,
        amount: row.int(2)?,
        from_packs: if paid { 0 } else { uncounted },
        points: points.filter(|_| paid),
        would_points: points.filter(|_| !paid),
        plan: row.text(5)?,
        session_id: row.opt_id(6)?,
        tokens: row.opt_int(7)?,
        at_ms: row.int(8)?,
        period_began_at_ms: row.int(9)?,
    })
}
