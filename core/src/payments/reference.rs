//! The names that providers give to payments.
//!
//! A reference is claimed for an order by inserting its row, in the commit of what it did. Of two
//! orders that claim it at once, one finds the other's row; there is no look before the leap.

use crate::error::{Error, ErrorKind, Result};
use crate::id::{OrderId, UserId};
use crate::payments::model::Payment;
use crate::payments::sql;
use crate::store::{Param, Tx};

/// A provider's own name for a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference<'r> {
    pub(super) provider: &'r str,
    pub(super) name: &'r str,
}

impl Reference<'_> {
    /// Makes it the order's, unless it is already; answers whether it was made so now.
    pub(super) fn claim(self, tx: &mut Tx<'_>, payment: &Payment) -> Result<bool> {
        let params = [
            self.provider.into(),
            self.name.into(),
            payment.user_id.into(),
            payment.id.into(),
            Param::Int(tx.now_ms()),
        ];
        if tx.insert_new(&sql::INSERT_REFERENCE, &params)? {
            return Ok(true);
        }
        match self.owner(tx)? {
            Some(owner) if owner == (payment.user_id, payment.id) => Ok(false),
            Some((_, other)) => Err(self.taken_by(other)),
            // It was there a moment ago, so another call is in the way.
            None => Err(ErrorKind::Serialization {}.into()),
        }
    }

    /// Whose it is.
    pub(super) fn owner(self, tx: &mut Tx<'_>) -> Result<Option<(UserId, OrderId)>> {
        let params = [self.provider.into(), self.name.into()];
        tx.get(&sql::OWNER_OF_REFERENCE, &params, |row| Ok((row.id(0)?, row.id(1)?)))
    }

    /// The refusal of a reference that belongs to another order.
    pub(super) fn taken_by(self, order: OrderId) -> Error {
        ErrorKind::ReferenceTaken {
            provider: self.provider.into(),
            reference: self.name.into(),
            order_id: order.to_string(),
        }
        .into()
    }
}
