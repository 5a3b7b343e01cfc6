//! Reading prices.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::limits;
use crate::ops::Operation;
use crate::prices::model::{GetPriceRequest, ListPricesRequest, Price, PriceList};
use crate::prices::sql;
use crate::store::{Cursor, Row, Tx, page};

/// The list that its cursors are of.
const LIST: &str = super::List::ROW.name;

/// Stands between the parts of a cursor; no name holds a control character.
const SEPARATOR: char = '\u{1f}';

pub(crate) fn get(tx: &mut Tx<'_>, _cx: &Context, request: &GetPriceRequest) -> Result<Price> {
    let at_ms = request.at_ms.unwrap_or(tx.now_ms());
    let found = effective(tx, &request.provider, &request.model, at_ms)?;
    found
        .ok_or_else(|| Error::not_found("price", format!("{}/{}", request.provider, request.model)))
}

/// The price of a model that is charged at a moment.
pub(crate) fn effective(
    tx: &mut Tx<'_>,
    provider: &str,
    model: &str,
    at_ms: i64,
) -> Result<Option<Price>> {
    tx.get(&sql::EFFECTIVE, &[provider.into(), model.into(), at_ms.into()], price)
}

pub(crate) fn list(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ListPricesRequest,
) -> Result<PriceList> {
    let after = After::read(request.cursor.as_deref())?;
    let limit = request.limit.unwrap_or(limits::PAGE_ROWS_DEFAULT);
    let (model, version) = ((&after.model).into(), after.version.into());
    let rows = (limit + 1).into();
    let mut items = match (&request.provider, &request.model) {
        (None, None) => {
            let params = [(&after.provider).into(), model, version, rows];
            tx.list(&sql::LIST, &params, price)?
        }
        (Some(provider), None) => {
            // A cursor made without the filter may stand before the provider or behind it.
            let params = match after.provider.as_str().cmp(provider) {
                std::cmp::Ordering::Less => [provider.into(), "".into(), 0.into(), rows],
                std::cmp::Ordering::Equal => [provider.into(), model, version, rows],
                std::cmp::Ordering::Greater => return Ok(nothing()),
            };
            tx.list(&sql::LIST_OF_PROVIDER, &params, price)?
        }
        (Some(provider), Some(of)) => {
            let place = (after.provider.as_str(), after.model.as_str());
            let version = match place.cmp(&(provider, of)) {
                std::cmp::Ordering::Less => 0,
                std::cmp::Ordering::Equal => after.version,
                std::cmp::Ordering::Greater => return Ok(nothing()),
            };
            let params = [provider.into(), of.into(), version.into(), rows];
            tx.list(&sql::LIST_OF_MODEL, &params, price)?
        }
        (None, Some(_)) => {
            return Err(Error::validation("provider", "is required where a `model` is named"));
        }
    };
    // Each shard of a store answers so many.
    items.sort_by(|a, b| a.place().cmp(&b.place()));
    let (items, next_cursor) = page(items, limit, |last| {
        let (provider, model, version) = last.place();
        Cursor::of_text(LIST, &format!("{provider}{SEPARATOR}{model}{SEPARATOR}{version}"))
    });
    Ok(PriceList { items, next_cursor })
}

fn nothing() -> PriceList {
    PriceList { items: Vec::new(), next_cursor: None }
}

/// Where a page begins.
#[derive(Default)]
struct After {
    provider: String,
    model: String,
    version: i64,
}

impl After {
    fn read(cursor: Option<&str>) -> Result<After> {
        let Some(place) = Cursor::text(LIST, cursor)? else { return Ok(After::default()) };
        let parse = || {
            let mut parts = place.split(SEPARATOR);
            let (provider, model) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            let version = parts.next()?.parse().ok()?;
            parts.next().is_none().then_some(After { provider, model, version })
        };
        parse().ok_or_else(|| ErrorKind::CursorInvalid {}.into())
    }
}

impl Price {
    fn place(&self) -> (&str, &str, i64) {
        (&self.provider, &self.model, self.version)
    }
}

fn price(row: &dyn Row) -> Result<Price> {
    Ok(Price {
        provider: row.text(0)?,
        model: row.text(1)?,
        version: row.int(2)?,
        currency: row.text(3)?,
        input_per_million_micros: row.int(4)?,
        output_per_million_micros: row.int(5)?,
        effective_at_ms: row.int(6)?,
        set_at_ms: row.int(7)?,
    })
}
