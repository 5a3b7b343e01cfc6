//! The limits and defaults of the engine, in one place.
//!
//! Each constant says its unit in its name. `core/OPERATIONS.md` prints this table.

macro_rules! limits {
    ($( $(#[doc = $doc:literal])+ $name:ident : $type:ty = $value:expr; )+) => {
        $( $(#[doc = $doc])+ pub const $name: $type = $value; )+

        /// Every limit with its value and meaning, for the generated documentation.
        pub fn table() -> Vec<(&'static str, String, &'static str)> {
            vec![$( (stringify!($name), format!("{}", $name), concat!($($doc),+)) ),+]
        }
    };
}

limits! {
    /// The largest amount of anything: 2^53-1, which JSON and JavaScript hold exactly.
    AMOUNT_MAX: i64 = 9_007_199_254_740_991;
    /// The earliest moment: 0001-01-01T00:00:00Z.
    TIME_MS_MIN: i64 = -62_135_596_800_000;
    /// The latest moment: 9999-12-31T23:59:59.999Z.
    TIME_MS_MAX: i64 = 253_402_300_799_999;
    /// The longest idempotency key.
    IDEMPOTENCY_KEY_BYTES_MAX: usize = 128;
    /// The longest device, event or external id.
    OPAQUE_ID_BYTES_MAX: usize = 64;
    /// The longest page cursor.
    CURSOR_BYTES_MAX: usize = 1_024;
    /// Rows of a page when the request names no limit.
    PAGE_ROWS_DEFAULT: i64 = 50;
    /// The most rows of a page.
    PAGE_ROWS_MAX: i64 = 200;
    /// The largest JSON request: 16 MiB.
    REQUEST_BYTES_MAX: usize = 16 * 1024 * 1024;
    /// How deep JSON may nest.
    JSON_DEPTH_MAX: usize = 64;
    /// The largest metadata or settings value, written as JSON: 64 KiB.
    METADATA_BYTES_MAX: usize = 64 * 1024;
    /// From this limit on, a text that is too long answers `payload_too_large`.
    TEXT_BYTES_LARGE: usize = 64 * 1024;
    /// The longest content of a message, in characters.
    CONTENT_CHARS_MAX: usize = 1024 * 1024;
    /// The most messages of one `messages.append_many`.
    APPEND_MANY_MAX: usize = 1_000;
    /// The most messages of one conversation that is taken in.
    IMPORT_MESSAGES_MAX: usize = 200_000;
    /// The largest conversation that is taken in, as JSON text: 64 MiB.
    IMPORT_CONVERSATION_BYTES_MAX: usize = 64 * 1024 * 1024;
    /// The most problems that the report of an import describes; it counts the others.
    IMPORT_PROBLEMS_MAX: usize = 1_000;
    /// The size at which a session goes on in another line of an export: half of what one
    /// conversation may have when it is taken in.
    EXPORT_LINE_BYTES_MAX: u64 = 32 * 1024 * 1024;
    /// The most messages in one line of an export.
    EXPORT_LINE_MESSAGES_MAX: u64 = 100_000;
    /// The longest e-mail address.
    EMAIL_CHARS_MAX: usize = 255;
    /// The longest phone number.
    PHONE_CHARS_MAX: usize = 20;
    /// The shortest name of a person.
    NAME_CHARS_MIN: usize = 2;
    /// The longest name of a person.
    NAME_CHARS_MAX: usize = 100;
    /// The longest nickname.
    NICKNAME_CHARS_MAX: usize = 50;
    /// The longest URL.
    URL_CHARS_MAX: usize = 255;
    /// The longest title of a session.
    TITLE_CHARS_MAX: usize = 255;
    /// The longest name of a model.
    MODEL_CHARS_MAX: usize = 100;
    /// The longest text that describes a row: notes, reasons, biographies.
    DESCRIPTION_CHARS_MAX: usize = 255;
    /// The longest type, kind, category, asset or feature name.
    CATEGORY_CHARS_MAX: usize = 50;
    /// The longest key of a setting or preference.
    SETTING_KEY_CHARS_MAX: usize = 100;
    /// The longest location.
    LOCATION_CHARS_MAX: usize = 100;
    /// The time zone of a user who names none, in which their days begin.
    TIMEZONE_DEFAULT: &str = "Asia/Shanghai";
    /// The language of a user who names none.
    LANGUAGE_DEFAULT: &str = "zh-CN";
    /// The quota plan of a user for whom none is named.
    PLAN_DEFAULT: &str = "free";
    /// The longest time zone name.
    TIMEZONE_CHARS_MAX: usize = 50;
    /// The longest rolling quota period: a leap year.
    ROLLING_SECONDS_MAX: u32 = 366 * 86_400;
    /// The longest language tag.
    LANGUAGE_CHARS_MAX: usize = 10;
    /// The feature that a quota call means when it names none.
    FEATURE_DEFAULT: &str = "chat";
    /// The most limits of one plan.
    PLAN_LIMITS_MAX: usize = 32;
    /// The most features for which one user has quotas.
    USER_FEATURES_MAX: i64 = 200;
    /// The most packs with something left that one user may hold of a feature.
    QUOTA_PACKS_MAX: i64 = 100;
    /// The most open reservations that one user may hold of a feature.
    QUOTA_HOLDS_MAX: i64 = 100;
    /// The furthest deadline of a reservation of quota: seven days.
    QUOTA_HOLD_MS_MAX: i64 = 7 * 86_400_000;
    /// The most rows that one batch of `quota.reset_expired` or `quota.init_all` takes.
    QUOTA_BATCH_ROWS_MAX: i64 = 1_000;
    /// Where counting the rows that a batch or a report is about stops.
    QUOTA_COUNTED_MAX: i64 = 1_000_000;
    /// The most days of one `quota.stats`.
    QUOTA_STATS_DAYS_MAX: i64 = 31;
    /// The days of a `quota.stats` that names no number.
    QUOTA_STATS_DAYS_DEFAULT: i64 = 7;
    /// What a use costs in points while quotas are switched off, where the plan says nothing.
    POINTS_PER_USE_DEFAULT: i64 = 1;
    /// From this share of an allowance on, in percent, it is low.
    QUOTA_LOW_PERCENT: i64 = 80;
    /// The asset of a wallet that a request does not name.
    ASSET_DEFAULT: &str = "points";
    /// The place of a grant in the order of consumption unless it is given another.
    GRANT_PRIORITY_DEFAULT: i64 = 100;
    /// The greatest priority of a grant, which is spent last.
    GRANT_PRIORITY_MAX: i64 = 1_000;
    /// The longest time from now to the deadline of a hold: 366 days.
    HOLD_MS_MAX: i64 = 366 * 86_400_000;
    /// The most items of one `wallet.batch`.
    BATCH_ITEMS_MAX: usize = 100;
    /// What a session is that is begun without saying so.
    SESSION_KIND_DEFAULT: &str = "chat";
    /// Points that `users.register` grants unless the engine is opened with another bonus.
    REGISTER_BONUS_POINTS: i64 = 100;
    /// Calls that `engine.submit` holds before it answers `overloaded`.
    QUEUED_CALLS_MAX: usize = 1_024;
    /// Ids that one call may make.
    CALL_IDS_MAX: u32 = 65_536;
    /// Change events that a subscription holds before it coalesces them to "everything".
    CHANGE_EVENTS_MAX: usize = 1_024;
    /// User data keys that the engine keeps opened.
    DATA_KEYS_CACHED_MAX: usize = 4_096;
    /// Rows that a sweep takes in one transaction.
    SWEEP_ROWS_MAX: i64 = 500;
}
