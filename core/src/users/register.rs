//! Registering users.

use serde_json::{Value, json};

use crate::activity;
use crate::audit;
use crate::context::{Actor, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::id::UserId;
use crate::limits;
use crate::profiles::{self, NewProfile};
use crate::quota;
use crate::runtime::ChangeKind;
use crate::settings;
use crate::store::{Param, Tx, unless_met};
use crate::tenants::{self, membership, roles};
use crate::users::identifier::{Identifier, IdentifierKind};
use crate::users::model::{Activation, RegisterUserRequest, RegisterUserResponse};
use crate::users::new_user::NewUser;
use crate::users::read::{column_of, is_there, load, owner_of};
use crate::users::sql;
use crate::users::state::{Act, Standing};
use crate::wallet::{self, Credit, GrantKind, RecordKind};

/// The setting of a tenant, or of the host, that says how users become active by default.
const AUTO_ACTIVATE: &str = "auto_activate";

pub(crate) fn register(
    tx: &mut Tx<'_>,
    cx: &Context,
    request: &RegisterUserRequest,
) -> Result<RegisterUserResponse> {
    let new = NewUser::read(request)?;
    let created_by = created_by(cx, request)?;
    if let Some(known) = known_user(tx, &new.identifiers)? {
        return let_join(tx, cx, known);
    }
    let activation = activation(tx, &new)?;
    let user: UserId = tx.new_id()?;
    claim_identifiers(tx, user, &new.identifiers)?;
    insert_user(tx, user, &new, activation, created_by)?;
    create_profile(tx, user, &new)?;
    let plan = request.plan.as_deref().unwrap_or(limits::PLAN_DEFAULT);
    // The profile's default is nobody's choice, so periods are those of UTC without one.
    let zone = request.timezone.as_deref().unwrap_or("UTC");
    let bonus_points = open_accounts(tx, user, plan, zone)?;
    if tx.tenant().is_some() {
        membership::join(tx, user, roles::MEMBER)?;
    }
    let auto_activate = activation == Activation::Auto;
    let payload = json!({"createdBy": created_by, "autoActivate": auto_activate});
    audit::record(tx, cx, user, "user_created", &payload)?;
    tx.changed("user", Some(user), user.0, ChangeKind::Put);
    let user = load(tx, user)?.ok_or_else(|| Error::internal("a new user vanished"))?;
    let requires_verification = !auto_activate;
    Ok(RegisterUserResponse {
        user,
        created: true,
        requires_verification,
        bonus_points,
        replayed: false,
    })
}

/// Opens what a user owns beside the account; answers the points of the register bonus.
fn open_accounts(tx: &mut Tx<'_>, user: UserId, plan: &str, zone: &str) -> Result<i64> {
    activity::open(tx, user)?;
    wallet::open(tx, user, limits::ASSET_DEFAULT)?;
    quota::open(tx, user, plan, zone)?;
    let bonus = tx.engine().options.register_bonus;
    if bonus > 0 {
        let credit = Credit::new(bonus, RecordKind::RegisterBonus, GrantKind::Bonus);
        wallet::credit(tx, user, &credit)?;
    }
    Ok(bonus)
}

/// Who registers: the embedding program and operators may speak for somebody else.
fn created_by(cx: &Context, request: &RegisterUserRequest) -> Result<Option<UserId>> {
    match (cx.actor, request.created_by) {
        (Actor::Host, named) => Ok(named),
        (Actor::Operator(operator), named) => Ok(named.or(Some(operator))),
        (Actor::User(user), named) if named.is_none_or(|named| named == user) => Ok(Some(user)),
        _ => Err(Error::validation("createdBy", "must be the caller")),
    }
}

/// The user who is known already and may join the call's tenant; an error where an identifier is
/// taken otherwise.
fn known_user(tx: &mut Tx<'_>, identifiers: &[Identifier]) -> Result<Option<UserId>> {
    let mut joining = None;
    for identifier in identifiers {
        let Some(owner) = owner_of(tx, identifier)? else { continue };
        let by_email = identifier.kind == IdentifierKind::Email && tx.tenant().is_some();
        if joining == Some(owner) {
            continue;
        }
        if !by_email || tenants::role(tx, owner)?.is_some() || !is_there(tx, owner)? {
            return Err(taken(identifier.kind));
        }
        joining = Some(owner);
    }
    Ok(joining)
}

/// Names the kind alone: what belongs to another user is not told.
fn taken(kind: IdentifierKind) -> Error {
    let reason = "it belongs to a user already".into();
    ErrorKind::Conflict { what: kind.as_str().into(), reason }.into()
}

fn let_join(tx: &mut Tx<'_>, cx: &Context, user: UserId) -> Result<RegisterUserResponse> {
    if !membership::join(tx, user, roles::MEMBER)? {
        return Err(taken(IdentifierKind::Email));
    }
    let payload = json!({"tenantId": tx.tenant(), "role": roles::MEMBER});
    audit::record(tx, cx, user, "member_added", &payload)?;
    let user = load(tx, user)?.ok_or_else(|| Error::not_found("user", user))?;
    Ok(RegisterUserResponse {
        user,
        created: false,
        requires_verification: false,
        bonus_points: 0,
        replayed: false,
    })
}

fn activation(tx: &mut Tx<'_>, new: &NewUser<'_>) -> Result<Activation> {
    let activation = match new.request.activation {
        Some(activation) => activation,
        None => match settings::value(tx, AUTO_ACTIVATE)? {
            Some(Value::Bool(false)) if new.has(IdentifierKind::Email) => Activation::EmailConfirm,
            Some(Value::Bool(false)) => Activation::AdminApproval,
            _ => Activation::Auto,
        },
    };
    if activation == Activation::EmailConfirm && !new.has(IdentifierKind::Email) {
        return Err(Error::validation("email", "is required, or there is nothing to confirm"));
    }
    Ok(activation)
}

fn claim_identifiers(tx: &mut Tx<'_>, user: UserId, identifiers: &[Identifier]) -> Result<()> {
    for identifier in identifiers {
        let lookup = tx.blind_index(identifier.kind.as_str(), &identifier.key);
        let params = [identifier.kind.number().into(), (&lookup).into(), user.into()];
        // Another registration may have taken it since this one looked, and be one to join.
        unless_met(tx.insert_new(&sql::INSERT_IDENTIFIER, &params)?)?;
    }
    Ok(())
}

fn insert_user(
    tx: &mut Tx<'_>,
    user: UserId,
    new: &NewUser<'_>,
    activation: Activation,
    created_by: Option<UserId>,
) -> Result<()> {
    let mut sealed = [None, None, None];
    let kinds = [IdentifierKind::Email, IdentifierKind::Phone, IdentifierKind::External];
    for (place, kind) in sealed.iter_mut().zip(kinds) {
        if let Some(one) = new.identifiers.iter().find(|identifier| identifier.kind == kind) {
            let plain = one.display.as_bytes();
            *place = Some(tx.seal(user, column_of(kind), user.0.as_bytes(), plain)?);
        }
    }
    let [email, phone, external_id] = &sealed;
    let pending = Standing::Pending;
    let (standing, activated_at_ms, activated_by) = match activation {
        Activation::Auto => (pending.after(Act::Activate, pending)?, Some(tx.now_ms()), created_by),
        Activation::EmailConfirm | Activation::AdminApproval => (pending, None, None),
    };
    // Whoever activates a user at once vouches for the address; a phone number is proved by a code.
    let email_verified = activation == Activation::Auto && email.is_some();
    let now = Param::Int(tx.now_ms());
    let params = [
        user.into(),
        standing.state().as_str().into(),
        (&new.name).into(),
        (&new.nickname).into(),
        (&new.request.avatar_url).into(),
        (&new.request.bio).into(),
        email.as_ref().into(),
        phone.as_ref().into(),
        external_id.as_ref().into(),
        email_verified.into(),
        false.into(),
        now,
        created_by.into(),
        activated_at_ms.into(),
        activated_by.into(),
        now,
        created_by.into(),
    ];
    tx.exec(&sql::INSERT_USER, &params)?;
    Ok(())
}

fn create_profile(tx: &mut Tx<'_>, user: UserId, new: &NewUser<'_>) -> Result<()> {
    let profile = NewProfile {
        display_name: new.name.as_deref().or(new.nickname.as_deref()),
        bio: new.request.bio.as_deref(),
        language: new.request.language.as_deref(),
        timezone: new.request.timezone.as_deref(),
    };
    profiles::create(tx, user, &profile)
}
