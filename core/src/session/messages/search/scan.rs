//! Searching without an index: the messages themselves, from the newest on, so many in one call.

use std::cmp::Reverse;

use uuid::Uuid;

use crate::error::Result;
use crate::limits::SEARCH_SCAN_ROWS_MAX;
use crate::session::messages::search::{Found, Hit, Search, sql};
use crate::store::{Cursor, Param, Tx};

/// Messages that are read at once.
const READ_ROWS: i64 = 200;

/// Reads on from `search.before` until the page is full, all is read, or it has read enough.
pub(super) fn find(tx: &mut Tx<'_>, search: &Search<'_>) -> Result<Found> {
    let (mut hits, mut place, mut left) = (Vec::new(), search.before, SEARCH_SCAN_ROWS_MAX);
    loop {
        let limit = READ_ROWS.min(left);
        let (mut rows, mut open) = (0, Vec::new());
        let mut params =
            vec![search.user.into(), place.at.into(), Param::Id(place.id), limit.into()];
        let sql = match search.session {
            Some(session) => {
                params.push(session.into());
                &sql::OLDER_IN_SESSION
            }
            None => &sql::OLDER,
        };
        tx.query(sql, &params, &mut |row| {
            rows += 1;
            place = Cursor { at: row.int(0)?, id: row.id(1)? };
            // A session that was removed for good leaves its messages for later steps.
            let is_shown = row.opt_id::<Uuid>(6)?.is_some();
            // What is older than a full page cannot push anything out of it.
            if is_shown && hits.len() < search.wanted() {
                hits.extend(Hit::read(row, 0, search, &mut open)?);
            }
            Ok(())
        })?;
        hits.extend(Hit::written(tx, search, open)?);
        hits.sort_by_key(|hit: &Hit| Reverse(hit.place));
        hits.truncate(search.wanted());
        left -= rows;
        let is_over = rows < limit || place.at < search.since_ms;
        if is_over || hits.len() == search.wanted() {
            return Ok(Found { hits, stopped_at: None });
        }
        if left == 0 {
            return Ok(Found { hits, stopped_at: Some(place) });
        }
    }
}
