//! Taking the failure that a provider reports.
//!
//! Its reference is noted as one of the order's, so a late success under the same reference pays
//! this order and no other.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::payments::model::{FailPaymentRequest, PaymentResponse, PaymentState};
use crate::payments::order::Order;
use crate::payments::reference::Reference;
use crate::store::Tx;

pub(crate) fn fail(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &FailPaymentRequest,
) -> Result<PaymentResponse> {
    let reference = match (&request.provider, &request.reference) {
        (Some(provider), Some(name)) => Some(Reference { provider, name }),
        (None, None) => None,
        (Some(_), None) => return Err(Error::validation("reference", "must come with `provider`")),
        (None, Some(_)) => return Err(Error::validation("provider", "must come with `reference`")),
    };
    let mut order = Order::read_to_write(tx, request.user_id, request.order_id)?;
    let fails = match order.payment.state {
        PaymentState::Pending => true,
        PaymentState::Failed => false,
        _ => return Err(order.must_be(PaymentState::Pending.as_str())),
    };
    let is_new = match reference {
        Some(reference) => reference.claim(tx, &order.payment)?,
        None => false,
    };
    if !fails && !is_new {
        return Ok(order.unchanged());
    }
    if fails {
        order.payment.state = PaymentState::Failed;
        order.payment.reason.clone_from(&request.reason);
    }
    order.store(tx)?;
    Ok(order.changed())
}
