//! Reading plans.

use crate::context::Context;
use crate::error::Result;
use crate::limits;
use crate::ops::Operation;
use crate::plans::model::{ListPlansRequest, Plan, PlanList};
use crate::plans::{built_in, sql, terms};
use crate::store::{Cursor, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

pub(crate) fn list(tx: &mut Tx<'_>, _cx: &Context, request: &ListPlansRequest) -> Result<PlanList> {
    let after = Cursor::text(LIST, request.cursor.as_deref())?.unwrap_or_default();
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let mut items = tx.list(&sql::LIST, &[(&after).into(), (limit + 1).into()], plan)?;
    // A stored plan that replaces a built-in one has its name, so it stands in the same page.
    let ours = built_in::all().filter(|plan| plan.name > after);
    let missing: Vec<Plan> =
        ours.filter(|plan| !items.iter().any(|stored| stored.name == plan.name)).collect();
    let whole = (items.len() as i64) <= limit;
    let last = items.last().map(|plan| plan.name.clone()).unwrap_or_default();
    // Past the last row of a page that goes on, a stored plan may still come.
    items.extend(missing.into_iter().filter(|plan| whole || plan.name < last));
    items.sort_by(|a, b| a.name.cmp(&b.name));
    let (items, next_cursor) = page(items, limit, |last| Cursor::of_text(LIST, &last.name));
    Ok(PlanList { items, next_cursor })
}

/// The plan of this name which the operator set.
pub(super) fn stored(tx: &mut Tx<'_>, name: &str) -> Result<Option<Plan>> {
    tx.get(&sql::GET, &[name.into()], plan)
}

pub(super) fn plan(row: &dyn Row) -> Result<Plan> {
    Ok(Plan {
        name: row.text(0)?,
        price_order: row.opt_int(1)?,
        limits: terms::parse(row.str(2)?)?,
        points_per_use: row.opt_int(5)?.unwrap_or(limits::POINTS_PER_USE_DEFAULT),
        built_in: false,
        version: row.int(3)?,
        updated_at_ms: row.opt_int(4)?,
    })
}
