//! Making what a device holds a user's.

use uuid::Uuid;

use crate::context::Context;
use crate::error::{ErrorKind, Result};
use crate::guests::model::{AdoptGuestRequest, GuestAdoption};
use crate::guests::row::{self, Adopted, Guest};
use crate::guests::sql;
use crate::id::UserId;
use crate::quota;
use crate::runtime::ChangeKind;
use crate::store::{Param, Tx};
use crate::users;

/// A device on its way to a user.
struct Adoption {
    guest: Uuid,
    user: UserId,
    /// From when on its uses belong to the device that is known now.
    opened_at_ms: i64,
}

pub(crate) fn adopt(
    tx: &mut Tx<'_>,
    _cx: &Context,
    request: &AdoptGuestRequest,
) -> Result<GuestAdoption> {
    users::require(tx, request.user_id)?;
    let id = row::id_of(tx, &request.device_id)?;
    let mut guest = Guest::find(tx, id, &sql::GUEST_TO_WRITE)?;
    match guest.adopted {
        None if guest.last_used_at_ms.is_none() => return Ok(answer(&guest)),
        None => {}
        Some(adopted) if adopted.user == request.user_id => {
            return Ok(GuestAdoption { replayed: true, ..answer(&guest) });
        }
        Some(_) => {
            return Err(ErrorKind::Conflict {
                what: "the device".into(),
                reason: "another user has adopted it".into(),
            }
            .into());
        }
    }
    let adoption = Adoption { guest: id, user: request.user_id, opened_at_ms: guest.opened_at_ms };
    let counted = count_uses(tx, &adoption)?;
    guest.adopted = Some(Adopted { user: request.user_id, at_ms: guest.at_ms, counted });
    guest.store(tx)?;
    tx.changed("guest", Some(request.user_id), id, ChangeKind::Put);
    Ok(answer(&guest))
}

fn answer(guest: &Guest) -> GuestAdoption {
    GuestAdoption {
        used_count: guest.used_count,
        counted: guest.adopted.map_or(0, |adopted| adopted.counted),
        adopted_at_ms: guest.adopted.map(|adopted| adopted.at_ms),
        replayed: false,
    }
}

/// Counts the uses of the present period in the quota of the user; answers how many that are.
fn count_uses(tx: &mut Tx<'_>, adoption: &Adoption) -> Result<i64> {
    quota::adopt(tx, adoption.user, adoption.guest, |tx, start_ms| {
        let since = start_ms.max(adoption.opened_at_ms);
        let params = [Param::Id(adoption.guest), since.into()];
        Ok(tx.get(&sql::USED_SINCE, &params, |row| row.int(0))?.unwrap_or(0))
    })
}
