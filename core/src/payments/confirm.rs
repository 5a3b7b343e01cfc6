//! Taking the success that a provider reports.
//!
//! The order is marked paid by an update that is guarded by its version, in the commit which claims
//! the reference and credits the points. So each order is credited once and each reference credits
//! once, whatever comes twice, at once or late. A frozen wallet accepts the points as any credit.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Result};
use crate::id::RecordId;
use crate::ops::check_currency;
use crate::payments::model::{ConfirmPaymentRequest, PaymentResponse, PaymentState};
use crate::payments::order::Order;
use crate::payments::reference::Reference;
use crate::store::Tx;
use crate::wallet::{Credit, GrantKind, Links, RecordKind, credit, recharge};

/// The note of the record which gives the points for a first recharge.
const FIRST_RECHARGE: &str = "first recharge";

pub(crate) fn confirm(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &ConfirmPaymentRequest,
) -> Result<PaymentResponse> {
    let mut order = Order::read_to_write(tx, request.user_id, request.order_id)?;
    check_price(&order, request)?;
    let reference = Reference { provider: &request.provider, name: &request.reference };
    if order.was_paid() {
        return paid_before(tx, order, reference);
    }
    reference.claim(tx, &order.payment)?;
    give_points(tx, &mut order)?;
    order.payment.state = PaymentState::Paid;
    order.payment.provider = Some(request.provider.clone());
    order.payment.reference = Some(request.reference.clone());
    order.payment.reason = None;
    order.payment.paid_at_ms = Some(tx.now_ms().max(order.payment.created_at_ms));
    order.store(tx)?;
    Ok(order.changed())
}

/// Refuses a payment of something else than was ordered.
fn check_price(order: &Order, request: &ConfirmPaymentRequest) -> Result<()> {
    let payment = &order.payment;
    if request.amount.is_some_and(|amount| amount != payment.amount) {
        let rule = format!("must be the order's, {}", payment.amount);
        return Err(Error::validation("amount", rule));
    }
    let Some(currency) = &request.currency else { return Ok(()) };
    check_currency("currency", currency)?;
    match *currency == payment.currency {
        true => Ok(()),
        false => {
            let rule = format!("must be the order's, {}", payment.currency);
            Err(Error::validation("currency", rule))
        }
    }
}

/// A success for an order that was paid: the same again, or a second payment.
fn paid_before(tx: &mut Tx<'_>, order: Order, reference: Reference<'_>) -> Result<PaymentResponse> {
    let payment = &order.payment;
    let by = |text: &Option<String>| text.clone().unwrap_or_default();
    let (provider, name) = (by(&payment.provider), by(&payment.reference));
    if reference == (Reference { provider: &provider, name: &name }) {
        return Ok(order.unchanged());
    }
    match reference.owner(tx)? {
        Some((_, other)) if other != payment.id => Err(reference.taken_by(other)),
        _ => {
            let order_id = payment.id.to_string();
            Err(ErrorKind::AlreadyPaid { order_id, provider, reference: name }.into())
        }
    }
}

/// Credits each part of the points with a record of its own.
fn give_points(tx: &mut Tx<'_>, order: &mut Order) -> Result<()> {
    let payment = &mut order.payment;
    let (user, event) = (payment.user_id, payment.id.to_string());
    let links = Links { related_event_id: Some(&event), ..Links::default() };
    let bought = Credit::new(payment.base_points, RecordKind::Recharge, GrantKind::Paid);
    let (base, is_first) = recharge(tx, user, &Credit { links, ..bought })?;
    let mut give = |points: i64, note| -> Result<Option<RecordId>> {
        if points == 0 {
            return Ok(None);
        }
        let links = Links { note, ..links };
        let bonus = Credit::new(points, RecordKind::RechargeBonus, GrantKind::Bonus);
        Ok(Some(credit(tx, user, &Credit { links, ..bonus })?.record_id))
    };
    payment.bonus_record_id = give(payment.bonus_points, None)?;
    let first_bonus = if is_first { payment.first_bonus_points } else { 0 };
    payment.first_bonus_record_id = give(first_bonus, Some(FIRST_RECHARGE))?;
    payment.base_record_id = Some(base.record_id);
    payment.first_recharge = is_first;
    Ok(())
}
