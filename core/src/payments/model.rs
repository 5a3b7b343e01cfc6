//! The requests, responses and words of payments.

use crate::id::{OrderId, RecordId, UserId};
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};

const PACKAGE: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };
const CURRENCY: Rule = Rule::Opaque { max: 3 };
const PROVIDER: Rule = Rule::Opaque { max: limits::CATEGORY_CHARS_MAX };
const REFERENCE: Rule = Rule::Opaque { max: limits::PAYMENT_REFERENCE_BYTES_MAX };
const BONUS: Rule = Rule::Range { min: 0, max: limits::AMOUNT_MAX };
const REMARK: Rule = Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX };

wire_enum! {
    /// How far an order has come.
    pub enum PaymentState {
        /// It waits for its provider.
        Pending = "pending",
        /// It was paid, and its points were credited.
        Paid = "paid",
        /// Its provider reported a failure. A success still pays it.
        Failed = "failed",
        /// It was given up. A success still pays it.
        Cancelled = "cancelled",
        /// All of it was paid back.
        Refunded = "refunded",
        /// A part of it was paid back.
        PartlyRefunded = "partly_refunded",
    }
}

request! {
    /// Something to be bought.
    pub struct CreatePaymentRequest for user_id keyed idempotency_key {
        /// Who buys, and receives the points.
        user_id: UserId,
        /// What is bought, as the host names it: 1 to 64 bytes.
        package: String => PACKAGE,
        /// The price in minor units of the currency, 1 to 2^53-1.
        amount: i64 => Rule::AMOUNT,
        /// The currency: three capital letters, as ISO 4217 has them.
        currency: String => CURRENCY,
        /// The points that are bought, 1 to 2^53-1.
        base_points: i64 => Rule::AMOUNT,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Points that are given with them; none by default.
        bonus_points: i64 => BONUS,
        /// Points that are given too where it is the first recharge of the user's wallet; none by
        /// default.
        first_bonus_points: i64 => BONUS,
        /// The provider that is meant to be paid through, 1 to 50 bytes. The one that is paid
        /// through in the end takes its place.
        provider: String => PROVIDER,
        /// Until when it waits to be paid: after now. Then it is cancelled by itself; a success
        /// still pays it. It waits for ever by default.
        expires_at_ms: i64 => Rule::TIME,
        /// A remark, at most 255 characters.
        note: String => REMARK,
    }
}

request! {
    /// A success that a provider reports. The host has verified that it comes from there.
    pub struct ConfirmPaymentRequest for user_id keyed idempotency_key {
        /// Whose order.
        user_id: UserId,
        /// Which.
        order_id: OrderId,
        /// The provider, 1 to 50 bytes.
        provider: String => PROVIDER,
        /// The provider's own name for the payment, 1 to 255 bytes. It pays one order, once.
        reference: String => REFERENCE,
        /// Makes a retry answer the first outcome; the reference or the name of the event will do.
        idempotency_key: String => Rule::KEY;
        /// What was paid, in minor units: refused where it is not the order's.
        amount: i64 => Rule::AMOUNT,
        /// In which currency: refused where it is not the order's.
        currency: String => CURRENCY,
    }
}

request! {
    /// A failure that a provider reports. The host has verified that it comes from there.
    pub struct FailPaymentRequest for user_id keyed idempotency_key {
        /// Whose order.
        user_id: UserId,
        /// Which.
        order_id: OrderId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// The provider, 1 to 50 bytes; with its reference.
        provider: String => PROVIDER,
        /// The provider's own name for the attempt, 1 to 255 bytes; with the provider. It is noted
        /// as the order's, so that `payments.find` finds it.
        reference: String => REFERENCE,
        /// Why, at most 255 characters.
        reason: String => REMARK,
    }
}

request! {
    /// An order to be given up.
    pub struct CancelPaymentRequest for user_id keyed idempotency_key {
        /// Whose order.
        user_id: UserId,
        /// Which.
        order_id: OrderId,
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY;
        /// Why, at most 255 characters.
        reason: String => REMARK,
    }
}

request! {
    /// Money that the provider has paid back.
    pub struct RefundPaymentRequest for user_id keyed idempotency_key {
        /// Whose order.
        user_id: UserId,
        /// Which.
        order_id: OrderId,
        /// Makes a retry answer the first outcome; the provider's name for the refund will do.
        idempotency_key: String => Rule::KEY;
        /// How much in minor units, 1 to what was not paid back yet, which is the default.
        amount: i64 => Rule::AMOUNT,
        /// Why, at most 255 characters.
        reason: String => REMARK,
    }
}

request! {
    /// Which order to read.
    pub struct GetPaymentRequest for user_id {
        /// Whose.
        user_id: UserId,
        /// Which.
        order_id: OrderId,
    }
}

request! {
    /// Which orders to list.
    pub struct ListPaymentsRequest for user_id {
        /// Whose.
        user_id: UserId;
        /// Only those in this state.
        state: PaymentState,
        /// At most so many, 1 to 200; 50 by default.
        limit: i64 => Rule::PAGE,
        /// Where the last page ended.
        cursor: String => Rule::CURSOR,
    }
}

request! {
    /// Which payment a provider means.
    pub struct FindPaymentRequest {
        /// The provider, 1 to 50 bytes.
        provider: String => PROVIDER,
        /// Its own name for the payment, 1 to 255 bytes.
        reference: String => REFERENCE,
    }
}

response! {
    /// An order.
    pub struct Payment {
        /// Its id, which the records of its points name as their event.
        id: OrderId,
        /// Who buys.
        user_id: UserId,
        /// How far it has come.
        state: PaymentState,
        /// What is bought.
        package: String,
        /// The price in minor units of the currency.
        amount: i64,
        /// The currency.
        currency: String,
        /// The points that are bought.
        base_points: i64,
        /// Points that are given with them.
        bonus_points: i64,
        /// Points that are given too where it is the first recharge.
        first_bonus_points: i64,
        /// The provider: the one that was meant, then the one that was paid through.
        provider: Option<String>,
        /// The provider's name for the payment, once it is paid.
        reference: Option<String>,
        /// Whether it was the first recharge of the user's wallet.
        first_recharge: bool,
        /// How much was paid back, in minor units.
        refunded_amount: i64,
        /// How many of the base points refunds have taken back.
        clawed_base_points: i64,
        /// How many of the bonus points refunds have taken back.
        clawed_bonus_points: i64,
        /// How many of the points for a first recharge refunds have taken back.
        clawed_first_bonus_points: i64,
        /// The record of the base points, once it is paid.
        base_record_id: Option<RecordId>,
        /// The record of the bonus points.
        bonus_record_id: Option<RecordId>,
        /// The record of the points for a first recharge.
        first_bonus_record_id: Option<RecordId>,
        /// The remark with which it was made.
        note: Option<String>,
        /// Why it failed, was given up (`expired` where it was by itself) or was last refunded,
        /// where somebody said so.
        reason: Option<String>,
        /// When it was made, in milliseconds since the epoch.
        created_at_ms: i64,
        /// When it last changed.
        updated_at_ms: i64,
        /// When it was paid.
        paid_at_ms: Option<i64>,
        /// Until when it waits to be paid.
        expires_at_ms: Option<i64>,
    }
}

response! {
    /// An order after a call.
    pub struct PaymentResponse replayable {
        /// The order.
        payment: Payment,
    }
}

response! {
    /// What a refund did.
    pub struct RefundPaymentResponse replayable {
        /// The order after it.
        payment: Payment,
        /// How much was paid back, in minor units.
        amount: i64,
        /// How many of the base points were taken back, or are owed.
        base_points: i64,
        /// How many of the bonus points.
        bonus_points: i64,
        /// How many of the points for a first recharge.
        first_bonus_points: i64,
        /// The record of what was taken; absent where nothing was, because it rounds to no point
        /// or all of it is held and owed.
        record_id: Option<RecordId>,
    }
}

response! {
    /// A page of orders.
    pub struct PaymentList {
        /// The orders, newest first.
        items: Vec<Payment>,
        /// Where the next page begins; absent on the last.
        next_cursor: Option<String>,
    }
}
