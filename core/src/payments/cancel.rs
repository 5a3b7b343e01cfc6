//! Giving up an order.

use crate::context::Context;
use crate::error::Result;
use crate::payments::model::{CancelPaymentRequest, PaymentResponse, PaymentState};
use crate::payments::order::Order;
use crate::store::Tx;

pub(crate) fn cancel(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &CancelPaymentRequest,
) -> Result<PaymentResponse> {
    let mut order = Order::read_to_write(tx, request.user_id, request.order_id)?;
    match order.payment.state {
        PaymentState::Pending => {
            order.payment.state = PaymentState::Cancelled;
            order.payment.reason.clone_from(&request.reason);
            order.store(tx)?;
            Ok(order.changed())
        }
        PaymentState::Cancelled => Ok(order.unchanged()),
        _ => Err(order.must_be(PaymentState::Pending.as_str())),
    }
}
