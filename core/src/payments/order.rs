//! One order within one transaction: read once, changed in memory, stored by a guarded update.

use crate::error::{Error, ErrorKind, Result};
use crate::id::{OrderId, UserId};
use crate::payments::lapse::lapse;
use crate::payments::model::{Payment, PaymentResponse, PaymentState};
use crate::payments::sql;
use crate::runtime::ChangeKind;
use crate::store::{Param, Row, Sql, Tx};
use crate::users;

/// An order as a transaction sees it.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) payment: Payment,
    version: i64,
}

impl Order {
    /// Reads an order to be written back.
    pub(super) fn read_to_write(tx: &mut Tx<'_>, user: UserId, id: OrderId) -> Result<Order> {
        Order::read_by(tx, &sql::ORDER_TO_WRITE, user, id)
    }

    /// Reads an order.
    pub(super) fn read(tx: &mut Tx<'_>, user: UserId, id: OrderId) -> Result<Order> {
        Order::read_by(tx, &sql::ORDER, user, id)
    }

    fn read_by(tx: &mut Tx<'_>, by: &'static Sql, user: UserId, id: OrderId) -> Result<Order> {
        let now_ms = tx.now_ms();
        match tx.get(by, &[user.into(), id.into()], |row| Order::of_row(row, user, now_ms))? {
            Some(order) => Ok(order),
            None => {
                users::require(tx, user)?;
                Err(Error::not_found("order", id))
            }
        }
    }

    /// The order of a row as it is now. Every statement selects the columns in one order.
    pub(super) fn of_row(row: &dyn Row, user_id: UserId, now_ms: i64) -> Result<Order> {
        let mut payment = Payment {
            id: row.id(0)?,
            user_id,
            state: PaymentState::from_stored(row.str(1)?)?,
            package: row.text(2)?,
            amount: row.int(3)?,
            currency: row.text(4)?,
            base_points: row.int(5)?,
            bonus_points: row.int(6)?,
            first_bonus_points: row.int(7)?,
            provider: row.opt_text(8)?,
            reference: row.opt_text(9)?,
            first_recharge: row.bool(10)?,
            refunded_amount: row.int(11)?,
            clawed_base_points: row.int(12)?,
            clawed_bonus_points: row.int(13)?,
            clawed_first_bonus_points: row.int(14)?,
            base_record_id: row.opt_id(15)?,
            bonus_record_id: row.opt_id(16)?,
            first_bonus_record_id: row.opt_id(17)?,
            note: row.opt_text(18)?,
            reason: row.opt_text(19)?,
            created_at_ms: row.int(20)?,
            updated_at_ms: row.int(21)?,
            paid_at_ms: row.opt_int(22)?,
            expires_at_ms: row.opt_int(23)?,
        };
        lapse(&mut payment, now_ms);
        Ok(Order { payment, version: row.int(24)? })
    }

    /// Stores what may change of an order; runs again where another write came between.
    pub(super) fn store(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        // The clock may have been set back, and an order does not grow younger.
        self.payment.updated_at_ms = tx.now_ms().max(self.payment.updated_at_ms);
        let payment = &self.payment;
        let params: [Param<'_>; 17] = [
            payment.user_id.into(),
            payment.id.into(),
            self.version.into(),
            payment.state.as_str().into(),
            (&payment.provider).into(),
            (&payment.reference).into(),
            payment.first_recharge.into(),
            payment.refunded_amount.into(),
            payment.clawed_base_points.into(),
            payment.clawed_bonus_points.into(),
            payment.clawed_first_bonus_points.into(),
            payment.base_record_id.into(),
            payment.bonus_record_id.into(),
            payment.first_bonus_record_id.into(),
            (&payment.reason).into(),
            payment.updated_at_ms.into(),
            payment.paid_at_ms.into(),
        ];
        tx.exec_one(&sql::STORE, &params)?;
        self.version += 1;
        tx.changed("payment", Some(payment.user_id), payment.id.0, ChangeKind::Put);
        Ok(())
    }

    /// Whether a success of the provider has taken effect.
    pub(super) fn was_paid(&self) -> bool {
        match self.payment.state {
            PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded => true,
            PaymentState::Pending | PaymentState::Failed | PaymentState::Cancelled => false,
        }
    }

    /// The refusal of a move that the state does not allow.
    pub(super) fn must_be(&self, needed: &str) -> Error {
        ErrorKind::InvalidState {
            what: format!("order `{}`", self.payment.id),
            state: self.payment.state.as_str().into(),
            needed: needed.into(),
        }
        .into()
    }

    /// The order as it is after a call that changed it.
    pub(super) fn changed(self) -> PaymentResponse {
        PaymentResponse { payment: self.payment, replayed: false }
    }

    /// The order as it was before a call that has nothing left to do.
    pub(super) fn unchanged(self) -> PaymentResponse {
        PaymentResponse { payment: self.payment, replayed: true }
    }
}
