//! Prices: what a model costs, for records of usage that do not say it themselves.
//!
//! A price is for input and output tokens, in micro-units of a currency for each million of them.
//! Setting one adds a version with the moment from which it is charged; no version is ever changed
//! or removed, and a record keeps the one it was reckoned by. So a price that is set for the past
//! changes no record that stands, and a late record is charged by the price of its own moment.
//!
//! **Rounding.** The cost of a record is `input tokens * input price + output tokens * output
//! price`, reckoned exactly and then divided by a million once; half a micro-unit is rounded up.
//!
//! ```
//! use silvervine::prices::SetPriceRequest;
//! use silvervine::usage::RecordUsageRequest;
//! use silvervine::{Engine, users::RegisterUserRequest};
//!
//! let engine = Engine::open(":memory:")?;
//! let ada = RegisterUserRequest::new().email("ada@example.org");
//! let user = engine.users().register(ada)?.user.id;
//! // 3 dollars for a million input tokens, 15 for a million output tokens.
//! let price = SetPriceRequest::new("anthropic", "claude", "USD", 3_000_000, 15_000_000);
//! engine.prices().set(price)?;
//!
//! let used =
//!     RecordUsageRequest::new(user, "event-1", "chat", "anthropic", "claude", 1_000, 200, 800);
//! let cost = engine.usage().record(used)?.record.cost.expect("a price is set");
//! assert_eq!((cost.amount_micros, cost.currency.as_str()), (6_000, "USD")); // 0.6 cents
//! # Ok::<(), silvervine::Error>(())
//! ```

use crate::ops::operations;

mod model;
mod read;
mod set;
mod sql;
#[cfg(test)]
mod tests;

pub(crate) use model::{CURRENCY, MODEL, PROVIDER};
pub use model::{GetPriceRequest, ListPricesRequest, Price, PriceList, SetPriceRequest};
pub(crate) use read::effective;
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Prices: what a model costs.
    prices: Prices {
        /// Adds a version to the price of a model. Records that stand keep theirs.
        Set: set(SetPriceRequest) -> Price = 521 by set::set {
            write, since "0.1.0", access Operator, scope Directory,
            idempotency Optional, route PUT "/api/v1/prices"
        }
        /// Reads the price of a model that is charged at a moment. `not_found` where none is.
        Get: get(GetPriceRequest) -> Price = 522 by read::get {
            read, since "0.1.0", access Public, scope Directory,
            idempotency None, route GET "/api/v1/prices/effective", errors [NotFound]
        }
        /// Lists the versions of prices, in the order of provider, model and version.
        List: list(ListPricesRequest) -> PriceList = 523 by read::list {
            read, since "0.1.0", access Public, scope EngineScan,
            idempotency None, route GET "/api/v1/prices", errors [CursorInvalid]
        }
    }
}
