//! Setting a price.

use crate::context::Context;
use crate::error::Result;
use crate::ops::check_currency;
use crate::prices::model::{Price, SetPriceRequest};
use crate::prices::sql;
use crate::runtime::ChangeKind;
use crate::store::{Tx, unless_met};

pub(crate) fn set(tx: &mut Tx<'_>, _cx: &Context, request: &SetPriceRequest) -> Result<Price> {
    check_currency("currency", &request.currency)?;
    let (provider, model) = ((&request.provider).into(), (&request.model).into());
    let last = tx.get(&sql::LAST, &[provider, model], |row| Ok((row.int(0)?, row.int(1)?)))?;
    let (version, set_at_ms) = last.unwrap_or((0, i64::MIN));
    // A clock that was set back must not put a price before the one that it follows.
    let at_ms = tx.now_ms().max(set_at_ms);
    let price = Price {
        provider: request.provider.clone(),
        model: request.model.clone(),
        version: version + 1,
        currency: request.currency.clone(),
        input_per_million_micros: request.input_per_million_micros,
        output_per_million_micros: request.output_per_million_micros,
        effective_at_ms: request.effective_at_ms.unwrap_or(at_ms),
        set_at_ms: at_ms,
    };
    let params = [
        provider,
        model,
        price.version.into(),
        (&price.currency).into(),
        price.input_per_million_micros.into(),
        price.output_per_million_micros.into(),
        price.effective_at_ms.into(),
        price.set_at_ms.into(),
    ];
    // Another call may have taken the version since this one read the last.
    unless_met(tx.insert_new(&sql::INSERT, &params)?)?;
    tx.changed("price", None, request.model.as_str(), ChangeKind::Put);
    Ok(price)
}
