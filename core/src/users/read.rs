//! Reading users.

use crate::activity;
use crate::context::{Actor, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::ops::Operation;
use crate::profiles;
use crate::store::{Row, Tx};
use crate::tenants;
use crate::users::identifier::{Identifier, IdentifierKind};
use crate::users::model::{FindUserRequest, GetUserRequest, Inactivity, User, UserState};
use crate::users::new_user::identifiers;
use crate::users::sql;
use crate::users::state::Standing;
use crate::vault::Column;

pub(crate) fn get(tx: &mut Tx<'_>, cx: &Context, request: &GetUserRequest) -> Result<User> {
    let with_deleted = request.include_deleted == Some(true);
    if with_deleted && !matches!(cx.actor, Actor::Host | Actor::Operator(_)) {
        let needed = "an operator, to include deleted users".into();
        return Err(
            ErrorKind::PermissionDenied { operation: super::Get::ROW.name.into(), needed }.into()
        );
    }
    let found = load(tx, request.user_id)?.filter(|user| with_deleted || is_live(user));
    let user = found.ok_or_else(|| Error::not_found("user", request.user_id))?;
    let mut user = with_profile(tx, user, request.include_profile)?;
    if request.include_stats == Some(true) {
        user.stats = activity::find(tx, user.id)?;
    }
    Ok(user)
}

pub(crate) fn find(tx: &mut Tx<'_>, _cx: &Context, request: &FindUserRequest) -> Result<User> {
    let by = identifiers(
        request.email.as_deref(),
        request.phone.as_deref(),
        request.external_id.as_deref(),
    )?;
    let [by] = by.as_slice() else {
        let rule = "or `phone` or `externalId` is required, and only one of them";
        return Err(Error::validation("email", rule));
    };
    // The identifier is personal, so the refusal names its kind alone.
    let missing = || Error::not_found("user", format!("by {}", by.kind.as_str()));
    let owner = owner_of(tx, by)?.ok_or_else(missing)?;
    if tx.tenant().is_some() && tenants::role(tx, owner)?.is_none() {
        return Err(missing());
    }
    let user = load(tx, owner)?.filter(is_live).ok_or_else(missing)?;
    with_profile(tx, user, request.include_profile)
}

/// Fails with `not_found` unless the user exists and is neither deleted nor anonymized.
pub(crate) fn require(tx: &mut Tx<'_>, user: UserId) -> Result<()> {
    match is_there(tx, user)? {
        true => Ok(()),
        false => Err(Error::not_found("user", user)),
    }
}

/// Whether a user exists and is neither deleted nor anonymized.
pub(super) fn is_there(tx: &mut Tx<'_>, user: UserId) -> Result<bool> {
    Ok(tx.get(&sql::STANDING, &[user.into()], row_is_there)?.unwrap_or(false))
}

/// The same of a row that begins with the state and the inactivity of a user.
pub(crate) fn row_is_there(row: &dyn Row) -> Result<bool> {
    let standing = Standing::of(UserState::from_stored(row.str(0)?)?, inactivity(row, 1)?)?;
    Ok(standing.is_live())
}

/// To whom an identifier belongs.
pub(super) fn owner_of(tx: &mut Tx<'_>, identifier: &Identifier) -> Result<Option<UserId>> {
    let lookup = tx.blind_index(identifier.kind.as_str(), &identifier.key);
    let params = [identifier.kind.number().into(), (&lookup).into()];
    tx.get(&sql::OWNER_OF_IDENTIFIER, &params, |row| row.id(0))
}

/// The column that holds an identifier's text.
pub(super) fn column_of(kind: IdentifierKind) -> &'static Column {
    static EMAIL: Column = Column::new("users", "email_sealed");
    static PHONE: Column = Column::new("users", "phone_sealed");
    static EXTERNAL: Column = Column::new("users", "external_id_sealed");
    match kind {
        IdentifierKind::Email => &EMAIL,
        IdentifierKind::Phone => &PHONE,
        IdentifierKind::External => &EXTERNAL,
    }
}

/// Reads a user, whatever their state.
pub(super) fn load(tx: &mut Tx<'_>, id: UserId) -> Result<Option<User>> {
    let found = tx.get(&sql::USER, &[id.into()], |row| {
        let sealed = |column| row.opt_bytes(column).map(|bytes| bytes.map(<[u8]>::to_vec));
        Ok((user(row)?, [sealed(23)?, sealed(24)?, sealed(25)?]))
    })?;
    let Some((mut user, [email, phone, external_id])) = found else { return Ok(None) };
    user.email = unsealed(tx, id, IdentifierKind::Email, email)?;
    user.phone = unsealed(tx, id, IdentifierKind::Phone, phone)?;
    user.external_id = unsealed(tx, id, IdentifierKind::External, external_id)?;
    Ok(Some(user))
}

fn unsealed(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: IdentifierKind,
    sealed: Option<Vec<u8>>,
) -> Result<Option<String>> {
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = tx.unseal(user, column_of(kind), user.0.as_bytes(), &sealed)?;
    let damaged = |_| Error::from(ErrorKind::StorageCorrupt { detail: "an identifier".into() });
    String::from_utf8(plain).map(Some).map_err(damaged)
}

fn is_live(user: &User) -> bool {
    !matches!(user.state, UserState::Deleted | UserState::Anonymized)
}

fn with_profile(tx: &mut Tx<'_>, mut user: User, wanted: Option<bool>) -> Result<User> {
    if wanted == Some(true) {
        user.profile = profiles::find(tx, user.id)?;
    }
    Ok(user)
}

fn inactivity(row: &dyn Row, column: usize) -> Result<Option<Inactivity>> {
    row.opt_text(column)?.map(|text| Inactivity::from_stored(&text)).transpose()
}

/// The columns of [`sql::USER`], without the sealed ones.
fn user(row: &dyn Row) -> Result<User> {
    Ok(User {
        id: row.id(0)?,
        state: UserState::from_stored(row.str(1)?)?,
        inactivity: inactivity(row, 2)?,
        suspended_until_at_ms: row.opt_int(3)?,
        name: row.opt_text(4)?,
        nickname: row.opt_text(5)?,
        avatar_url: row.opt_text(6)?,
        bio: row.opt_text(7)?,
        email: None,
        phone: None,
        external_id: None,
        email_verified: row.bool(8)?,
        phone_verified: row.bool(9)?,
        created_at_ms: row.int(10)?,
        created_by: row.opt_id(11)?,
        activated_at_ms: row.opt_int(12)?,
        activated_by: row.opt_id(13)?,
        deactivated_at_ms: row.opt_int(14)?,
        deactivated_by: row.opt_id(15)?,
        deactivation_reason: row.opt_text(16)?,
        deleted_at_ms: row.opt_int(17)?,
        deleted_by: row.opt_id(18)?,
        updated_at_ms: row.int(19)?,
        updated_by: row.opt_id(20)?,
        last_login_at_ms: row.opt_int(21)?,
        last_active_at_ms: row.opt_int(22)?,
        profile: None,
        stats: None,
    })
}
