//! Booking what a provider has paid back.
//!
//! How much of each part of the points is gone follows from how much of the price is, so any
//! sequence of refunds that ends with the whole price takes back exactly the points that came.

use serde_json::json;

use crate::audit;
use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::id::RecordId;
use crate::payments::model::{Payment, PaymentState, RefundPaymentRequest, RefundPaymentResponse};
use crate::payments::order::Order;
use crate::store::Tx;
use crate::wallet::{ClawBack, Links, claw_back};

pub(crate) fn refund(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &RefundPaymentRequest,
) -> Result<RefundPaymentResponse> {
    let mut order = Order::read_to_write(tx, request.user_id, request.order_id)?;
    if !matches!(order.payment.state, PaymentState::Paid | PaymentState::PartlyRefunded) {
        return Err(order.must_be("paid or partly_refunded"));
    }
    let amount = check(&order.payment, request.amount)?;
    let taken = Taken::count(&mut order.payment, amount);
    let record_id = taken.take(tx, &order.payment, request.reason.as_deref())?;
    let whole = order.payment.refunded_amount == order.payment.amount;
    order.payment.state = if whole { PaymentState::Refunded } else { PaymentState::PartlyRefunded };
    order.payment.reason.clone_from(&request.reason);
    order.store(tx)?;
    let told = json!({
        "orderId": order.payment.id, "amount": amount, "currency": order.payment.currency,
        "points": taken.points(), "reason": request.reason,
    });
    audit::record(tx, cx, request.user_id, "payment_refunded", &told)?;
    Ok(RefundPaymentResponse {
        payment: order.payment,
        amount,
        base_points: taken.base,
        bonus_points: taken.bonus,
        first_bonus_points: taken.first_bonus,
        record_id,
        replayed: false,
    })
}

/// How much is paid back, or why nothing is.
fn check(payment: &Payment, amount: Option<i64>) -> Result<i64> {
    let refundable = payment.amount - payment.refunded_amount;
    let needed = amount.unwrap_or(refundable);
    if needed > refundable {
        let order_id = payment.id.to_string();
        return Err(ErrorKind::PaymentRefundExceeded { order_id, refundable, needed }.into());
    }
    Ok(needed)
}

/// What one refund takes back of each part.
#[derive(Debug, Clone, Copy)]
struct Taken {
    base: i64,
    bonus: i64,
    first_bonus: i64,
}

impl Taken {
    /// Counts a refund of so much in the order.
    fn count(payment: &mut Payment, amount: i64) -> Taken {
        payment.refunded_amount += amount;
        let (refunded, price) = (payment.refunded_amount, payment.amount);
        let given = if payment.first_recharge { payment.first_bonus_points } else { 0 };
        let count = |clawed: &mut i64, points: i64| {
            let before = std::mem::replace(clawed, clawed_of(points, refunded, price));
            *clawed - before
        };
        Taken {
            base: count(&mut payment.clawed_base_points, payment.base_points),
            bonus: count(&mut payment.clawed_bonus_points, payment.bonus_points),
            first_bonus: count(&mut payment.clawed_first_bonus_points, given),
        }
    }

    fn points(&self) -> i64 {
        self.base + self.bonus + self.first_bonus
    }

    fn take(
        &self,
        tx: &mut Tx<'_>,
        payment: &Payment,
        reason: Option<&str>,
    ) -> Result<Option<RecordId>> {
        if self.points() == 0 {
            return Ok(None);
        }
        let event = payment.id.to_string();
        let links = Links {
            related_event_id: Some(&event),
            original: payment.base_record_id,
            note: reason,
            ..Links::default()
        };
        let points = ClawBack { links, ..ClawBack::new(self.points()) };
        Ok(claw_back(tx, payment.user_id, &points)?.map(|record| record.record_id))
    }
}

/// How many of so many points are taken back once so much of the price is refunded: their share,
/// rounded down.
fn clawed_of(points: i64, refunded: i64, price: i64) -> i64 {
    let share = i128::from(points) * i128::from(refunded) / i128::from(price);
    // It is at most `points`, since no more than the price is refunded.
    i64::try_from(share).unwrap_or(points)
}
