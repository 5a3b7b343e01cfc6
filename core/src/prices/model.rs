//! The requests and responses of prices.

use crate::error::{ErrorKind, Result};
use crate::limits;
use crate::ops::{Rule, request, response};

/// The name of a provider.
pub(crate) const PROVIDER: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
/// The name of a model.
pub(crate) const MODEL: Rule = Rule::Opaque { max: limits::MODEL_CHARS_MAX };
/// A currency; [`ops::check_currency`](crate::ops::check_currency) looks at its letters.
pub(crate) const CURRENCY: Rule = Rule::Text { min: 3, max: 3 };

const PRICE: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };

request! {
    /// A price to be charged.
    pub struct SetPriceRequest keyed idempotency_key {
        /// Who offers the model, 1 to 50 bytes.
        provider: String => PROVIDER,
        /// The model, 1 to 100 bytes.
        model: String => MODEL,
        /// Three capital letters, as ISO 4217 has them.
        currency: String => CURRENCY,
        /// What a million input tokens cost, in micro-units of the currency.
        input_per_million_micros: i64 => PRICE,
        /// What a million output tokens cost, in micro-units of the currency.
        output_per_million_micros: i64 => PRICE;
        /// From when it is charged, in milliseconds since the epoch; from now when absent.
        effective_at_ms: i64 => Rule::TIME,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which price to read.
    pub struct GetPriceRequest {
        /// Who offers the model.
        provider: String => PROVIDER,
        /// The model.
        model: String => MODEL;
        /// At which moment, in milliseconds since the epoch; now when absent.
        at_ms: i64 => Rule::TIME,
    }
}

request! {
    /// Which prices to list.
    pub struct ListPricesRequest {
        ;
        /// Only of this provider.
        provider: String => PROVIDER,
        /// Only of this model of the provider.
        model: String => MODEL,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

response! {
    /// One version of the price of a model.
    pub struct Price {
        /// Who offers the model.
        provider: String,
        /// The model.
        model: String,
        /// Counts the prices that were set for the model, from 1.
        version: i64,
        /// The currency.
        currency: String,
        /// What a million input tokens cost, in micro-units of the currency.
        input_per_million_micros: i64,
        /// What a million output tokens cost, in micro-units of the currency.
        output_per_million_micros: i64,
        /// From when it is charged, in milliseconds since the epoch.
        effective_at_ms: i64,
        /// When it was set.
        set_at_ms: i64,
    }
}

response! {
    /// A page of prices.
    pub struct PriceList {
        /// The versions, in the order of provider, model and version.
        items: Vec<Price>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}

impl Price {
    /// What tokens cost by this price, in micro-units; half a micro-unit is rounded up.
    /// `amount_overflow` of `cost` past 2^53-1.
    pub(crate) fn of(&self, input_tokens: i64, output_tokens: i64) -> Result<i64> {
        const MILLION: i128 = 1_000_000;
        // Each product is below 2^106.
        let input = i128::from(input_tokens) * i128::from(self.input_per_million_micros);
        let output = i128::from(output_tokens) * i128::from(self.output_per_million_micros);
        let cost = (input + output + MILLION / 2) / MILLION;
        i64::try_from(cost)
            .ok()
            .filter(|cost| *cost <= limits::AMOUNT_MAX)
            .ok_or_else(|| ErrorKind::AmountOverflow { field: "cost".into() }.into())
    }
}
