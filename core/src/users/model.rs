//! The requests and responses of users.

use crate::activity::ActivityStats;
use crate::id::UserId;
use crate::limits;
use crate::ops::{Rule, request, response, wire_enum};
use crate::profiles::Profile;

const EMAIL: Rule = Rule::Text { min: 1, max: limits::EMAIL_CHARS_MAX };
// With what people write between the digits; the number itself has at most 15.
const PHONE: Rule = Rule::Text { min: 1, max: 2 * limits::PHONE_CHARS_MAX };
const EXTERNAL: Rule = Rule::Opaque { max: limits::OPAQUE_ID_BYTES_MAX };

wire_enum! {
    /// How a new user becomes active.
    pub enum Activation {
        /// At once: whoever registers them vouches for the e-mail address.
        Auto = "auto",
        /// By confirming the e-mail address.
        EmailConfirm = "email_confirm",
        /// By the approval of somebody who may give it.
        AdminApproval = "admin_approval",
    }
}

wire_enum! {
    /// Where a user stands.
    pub enum UserState {
        /// Registered and not yet active.
        Pending = "pending",
        /// In use.
        Active = "active",
        /// Deactivated, suspended or banned.
        Inactive = "inactive",
        /// Deleted, and restorable for a while.
        Deleted = "deleted",
        /// Stripped of everything that tells who it was.
        Anonymized = "anonymized",
    }
}

wire_enum! {
    /// Why a user is inactive.
    pub enum Inactivity {
        /// Switched off, until activated again.
        Deactivated = "deactivated",
        /// Locked out for a time.
        Suspended = "suspended",
        /// Locked out for good; only `users.reinstate` ends it.
        Banned = "banned",
    }
}

request! {
    /// A user to be made. At least one of e-mail address, phone number and external id must stand.
    pub struct RegisterUserRequest keyed idempotency_key {
        ;
        /// Their e-mail address, at most 255 characters.
        email: String => EMAIL,
        /// Their phone number, with its country code.
        phone: String => PHONE,
        /// Their id in another system, at most 64 bytes.
        external_id: String => EXTERNAL,
        /// Their name, of 2 to 100 characters.
        name: String => Rule::Any,
        /// What they are called, of 1 to 50 characters.
        nickname: String => Rule::Any,
        /// Where their picture is, at most 255 characters.
        avatar_url: String => Rule::Text { min: 1, max: limits::URL_CHARS_MAX },
        /// What they say of themselves, at most 255 characters.
        bio: String => Rule::Text { min: 0, max: limits::DESCRIPTION_CHARS_MAX },
        /// Their language as a BCP 47 tag; `zh-CN` by default.
        language: String => Rule::Text { min: 2, max: limits::LANGUAGE_CHARS_MAX },
        /// Their IANA time zone; `Asia/Shanghai` by default.
        timezone: String => Rule::Text { min: 1, max: limits::TIMEZONE_CHARS_MAX },
        /// How they become active: at once by default, or by confirmation where the setting
        /// `auto_activate` of the tenant (or of the host) is false.
        activation: Activation,
        /// Who registers them, where the embedding program or an operator says so; a user who
        /// registers others is named by the context.
        created_by: UserId,
        /// Their quota plan; `free` by default.
        plan: String => Rule::Opaque { max: limits::CATEGORY_CHARS_MAX },
        /// Makes a retry answer the first outcome.
        idempotency_key: String => Rule::KEY,
    }
}

request! {
    /// Which user to read.
    pub struct GetUserRequest for user_id {
        /// The user.
        user_id: UserId;
        /// Also answers the profile.
        include_profile: bool,
        /// Also answers what the user did, counted.
        include_stats: bool,
        /// Also answers a user who was deleted or anonymized; open to operators only.
        include_deleted: bool,
    }
}

request! {
    /// By what to find a user: exactly one of these.
    pub struct FindUserRequest {
        ;
        /// An e-mail address.
        email: String => EMAIL,
        /// A phone number, with its country code.
        phone: String => PHONE,
        /// An id in another system.
        external_id: String => EXTERNAL,
        /// Also answers the profile.
        include_profile: bool,
    }
}

response! {
    /// A user.
    pub struct User {
        /// Their id.
        id: UserId,
        /// Where they stand.
        state: UserState,
        /// Why they are inactive, where they are.
        inactivity: Option<Inactivity>,
        /// Until when they are suspended, in milliseconds since the epoch.
        suspended_until_at_ms: Option<i64>,
        /// Their name.
        name: Option<String>,
        /// What they are called.
        nickname: Option<String>,
        /// Where their picture is.
        avatar_url: Option<String>,
        /// What they say of themselves.
        bio: Option<String>,
        /// Their e-mail address.
        email: Option<String>,
        /// Their phone number in E.164.
        phone: Option<String>,
        /// Their id in another system.
        external_id: Option<String>,
        /// Whether the e-mail address is known to be theirs.
        email_verified: bool,
        /// Whether the phone number is known to be theirs.
        phone_verified: bool,
        /// When they were registered, in milliseconds since the epoch, as are all times here.
        created_at_ms: i64,
        /// Who registered them.
        created_by: Option<UserId>,
        /// When they last became active.
        activated_at_ms: Option<i64>,
        /// Who activated them.
        activated_by: Option<UserId>,
        /// When they last became inactive.
        deactivated_at_ms: Option<i64>,
        /// Who made them inactive.
        deactivated_by: Option<UserId>,
        /// What was given as the reason for it.
        deactivation_reason: Option<String>,
        /// When they were deleted.
        deleted_at_ms: Option<i64>,
        /// Who deleted them.
        deleted_by: Option<UserId>,
        /// When their account last changed.
        updated_at_ms: i64,
        /// Who changed it.
        updated_by: Option<UserId>,
        /// When they last logged in.
        last_login_at_ms: Option<i64>,
        /// When they were last seen.
        last_active_at_ms: Option<i64>,
        /// Their profile, where the call asked for it.
        profile: Option<Profile>,
        /// What they did, counted, where the call asked for it.
        stats: Option<ActivityStats>,
    }
}

response! {
    /// What a registration came to.
    pub struct RegisterUserResponse replayable of user.id {
        /// The user.
        user: User,
        /// True for a new user; false for one who was known and joined the tenant.
        created: bool,
        /// Whether they must confirm their e-mail address or be approved before they are active.
        requires_verification: bool,
        /// The points that the registration granted.
        bonus_points: i64,
    }
}
