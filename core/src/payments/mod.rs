//! Payments: what people buy points with.
//!
//! An order is paid once. Whatever number of callbacks a provider sends, in whatever order, the
//! points of an order are credited in the one transaction that marks it paid, and never again.
//!
//! **States.** An order is `pending` at first. A success of the provider makes it `paid`, a failure
//! `failed`, its buyer `cancelled`; refunds make a paid one `partly_refunded` and then `refunded`.
//! A success always wins: it also pays an order that was failed or cancelled. What is paid stays
//! so, until it is refunded; then no success wins any more. Every other move is refused.
//!
//! **Expiry.** An order may say until when it waits. One that is pending past that is cancelled, as
//! every read and every call sees it, whether or not a sweep has written it down yet.
//!
//! **References.** A provider names each payment by a reference. `provider_payments` says for good
//! of which order a reference is: the row is inserted in the commit that uses it, so of several
//! that race one wins, on any store. An order may collect several (attempts that failed), and is
//! paid under one. The same success again answers the order as it is; a success under another
//! reference is refused and told under which the order was paid: somebody paid twice.
//!
//! **Points.** The base points arrive as a recharge, the bonus points and those of a first recharge
//! as bonuses, each in a record of its own which names the order as its event. The first recharge
//! is that of the wallet: the guarded update that sets its `first_recharged_at_ms` decides, so the
//! bonus for it goes to exactly one payment. That stays spent when the payment is refunded, since
//! the records of a recharge are never undone: else refunding and buying again would earn it anew.
//!
//! **Refunds.** A refund may be of a part, and several may follow. Once `r` of the amount `a` is
//! refunded, `floor(p * r / a)` of each part `p` of the points has been taken back, computed in
//! whole numbers; a refund takes what is missing to that. So rounding favours the person until the
//! last refund, and the parts sum to the whole exactly. `wallet::claw_back` takes them: what is
//! unspent is taken, the rest is a debt that later credits pay first.
//!
//! **Prices.** An order holds what its creator says: the engine has no list of packages. Whoever
//! makes an order sets what its points cost, so no person may: the service does, for them.
//!
//! **Shards.** An order lives with its user; only the look-up by reference is for all.

use crate::ops::operations;

mod cancel;
mod confirm;
mod create;
mod fail;
mod lapse;
mod model;
mod order;
mod read;
mod reference;
mod refund;
mod sql;
#[cfg(test)]
mod tests;

pub(crate) use lapse::sweep;
pub use model::{
    CancelPaymentRequest, ConfirmPaymentRequest, CreatePaymentRequest, FailPaymentRequest,
    FindPaymentRequest, GetPaymentRequest, ListPaymentsRequest, Payment, PaymentList,
    PaymentResponse, PaymentState, RefundPaymentRequest, RefundPaymentResponse,
};
#[cfg(any(test, feature = "testing"))]
pub(crate) use sql::ALL as STATEMENTS;

operations! {
    /// Payments: what people buy points with.
    payments: Payments {
        /// Opens an order: what is to be paid, and the points that it will bring.
        ///
        /// Whoever calls it sets the price, so it is not for the person who pays.
        Create: create(CreatePaymentRequest) -> PaymentResponse = 281 by create::create {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/payments",
            errors [AmountOverflow]
        }
        /// Takes the success that a provider reports: the order is paid and its points credited.
        ///
        /// It wins over `failed` and `cancelled`. The same reference again changes nothing and
        /// answers the order, marked as replayed.
        Confirm: confirm(ConfirmPaymentRequest) -> PaymentResponse = 282 by confirm::confirm {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required,
            route POST "/api/v1/users/{userId}/payments/{orderId}/confirm",
            errors [AlreadyPaid, ReferenceTaken, AmountOverflow, InvalidState]
        }
        /// Takes the failure that a provider reports, for an order that is pending.
        ///
        /// A failure of a failed order notes its reference and changes nothing else.
        Fail: fail(FailPaymentRequest) -> PaymentResponse = 283 by fail::fail {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/payments/{orderId}/fail",
            errors [InvalidState, ReferenceTaken]
        }
        /// Gives up an order that is pending. Cancelling twice is cancelling once.
        Cancel: cancel(CancelPaymentRequest) -> PaymentResponse = 284 by cancel::cancel {
            write, since "0.1.0", access SelfOr("payment:cancel"), scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/payments/{orderId}/cancel",
            errors [InvalidState]
        }
        /// Books what the provider has paid back, all or part of it, and takes back the points in
        /// proportion. What of them is spent becomes a debt which later credits pay first.
        Refund: refund(RefundPaymentRequest) -> RefundPaymentResponse = 285 by refund::refund {
            write, since "0.1.0", access Operator, scope User,
            idempotency Required, route POST "/api/v1/users/{userId}/payments/{orderId}/refund",
            errors [InvalidState, PaymentRefundExceeded, AmountOverflow]
        }
        /// Reads an order.
        Get: get(GetPaymentRequest) -> Payment = 286 by read::get {
            read, since "0.1.0", access SelfOr("payment:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/payments/{orderId}"
        }
        /// Lists the orders of somebody, newest first: all, or those in one state.
        ///
        /// What has expired is among the cancelled, whether or not a sweep has passed.
        List: list(ListPaymentsRequest) -> PaymentList = 287 by read::list {
            read, since "0.1.0", access SelfOr("payment:read"), scope User,
            idempotency None, route GET "/api/v1/users/{userId}/payments",
            errors [CursorInvalid]
        }
        /// Finds the order that a provider means by a reference, once a success or a failure has
        /// told whose it is.
        Find: find(FindPaymentRequest) -> Payment = 288 by read::find {
            read, since "0.1.0", access Operator, scope Directory,
            idempotency None, route GET "/api/v1/payments/find"
        }
    }
}
