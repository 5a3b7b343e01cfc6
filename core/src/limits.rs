//! The limits and defaults of the engine, in one place.
//!
//! Each constant says its unit in its name. `core/OPERATIONS.md` prints this table.

/// A list of numbers, as this table prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers(pub &'static [i64]);

impl std::fmt::Display for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all: Vec<String> = self.0.iter().map(i64::to_string).collect();
        f.write_str(&all.join(", "))
    }
}

/// Scopes of rate limits: the name of each, how many hits, and in how many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates(pub &'static [(&'static str, i64, i64)]);

impl std::fmt::Display for Rates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all: Vec<String> = self
            .0
            .iter()
            .map(|(scope, limit, window_ms)| format!("`{scope}` {limit} in {window_ms} ms"))
            .collect();
        f.write_str(&all.join(", "))
    }
}

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
    /// The longest query of `messages.search`, in characters.
    QUERY_CHARS_MAX: usize = 200;
    /// The longest snippet of a message that was found, in characters.
    SNIPPET_CHARS_MAX: usize = 160;
    /// Messages that one `messages.search` reads where there is no index of them.
    SEARCH_SCAN_ROWS_MAX: i64 = 2_000;
    /// Proposals of the index after which one `messages.search` stops.
    SEARCH_CANDIDATES_MAX: i64 = 5_000;
    /// Messages that one step of indexing takes.
    SEARCH_STEP_ROWS_MAX: usize = 1_000;
    /// Messages after whose commits the engine indexes what is not indexed yet.
    INDEXED_AFTER_MESSAGES: usize = 256;
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
    /// The most records of one `usage.record_many`.
    USAGE_MANY_MAX: usize = 200;
    /// The most days of one report of usage: a leap year.
    USAGE_DAYS_MAX: i64 = 366;
    /// The days of a report of usage that names none.
    USAGE_DAYS_DEFAULT: i64 = 30;
    /// The most days of one `usage.platform`.
    USAGE_PLATFORM_DAYS_MAX: i64 = 31;
    /// The days of a `usage.platform` that names none.
    USAGE_PLATFORM_DAYS_DEFAULT: i64 = 7;
    /// The most days that one step of `usage.rebuild` looks at, and how many unless it is told.
    USAGE_REBUILD_DAYS_MAX: i64 = 31;
    /// After so many records a step of `usage.rebuild` ends with the day it is at.
    USAGE_REBUILD_RECORDS_MAX: i64 = 20_000;
    /// The asset of a wallet that a request does not name.
    ASSET_DEFAULT: &str = "points";
    /// The place of a grant in the order of consumption unless it is given another.
    GRANT_PRIORITY_DEFAULT: i64 = 100;
    /// The greatest priority of a grant, which is spent last.
    GRANT_PRIORITY_MAX: i64 = 1_000;
    /// The total consumed from which each level after the first is reached. The steps grow by 2 to
    /// 5 times, so that the first come within days of use and the last takes years.
    LEVEL_THRESHOLDS: Numbers =
        Numbers(&[100, 500, 2_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000]);
    /// The most open holds of one wallet, all of which one call may have to end.
    WALLET_HOLDS_MAX: i64 = 1_000;
    /// The longest time from now to the deadline of a hold: 366 days.
    HOLD_MS_MAX: i64 = 366 * 86_400_000;
    /// The longest name that a payment provider gives to a payment.
    PAYMENT_REFERENCE_BYTES_MAX: usize = 255;
    /// The deadline of a task that names none: one hour from its creation.
    TASK_MS_DEFAULT: i64 = 3_600_000;
    /// The longest text that says why a task failed.
    TASK_ERROR_CHARS_MAX: usize = 1_000;
    /// The points of each day of a streak where the setting `checkin.rewards` says nothing.
    CHECKIN_REWARDS: Numbers = Numbers(&[10, 10, 15, 15, 20, 20, 30]);
    /// The most days of a streak that `checkin.rewards` may name.
    CHECKIN_REWARDS_MAX: usize = 366;
    /// The most points of one check-in.
    CHECKIN_POINTS_MAX: i64 = 1_000_000;
    /// The most days after which `checkin.expires_after_days` may let a reward expire.
    CHECKIN_EXPIRY_DAYS_MAX: i64 = 3_660;
    /// The least time between two check-ins where the time zone changed: 20 hours.
    CHECKIN_ZONE_MS_MIN: i64 = 20 * 3_600_000;
    /// The most items of one `wallet.batch`.
    BATCH_ITEMS_MAX: usize = 100;
    /// How long what is deleted stays in the trash: thirty days.
    TRASH_MS: i64 = 30 * 86_400_000;
    /// How long a stream may be silent before its message counts as failed: fifteen minutes.
    STREAM_IDLE_MS_MAX: i64 = 15 * 60_000;
    /// The longest chunk of a stream, in characters.
    STREAM_CHUNK_CHARS_MAX: usize = 65_536;
    /// From this size on the end of a stream is laid down as a piece of its own.
    STREAM_TAIL_BYTES_MAX: usize = 2_048;
    /// The longest note of a person on an answer.
    FEEDBACK_NOTE_CHARS_MAX: usize = 1_000;
    /// The most messages that one call passes on its way along a branch.
    BRANCH_STEPS_MAX: usize = 1_000;
    /// The most siblings of a message that `messages.branch` names.
    SIBLINGS_MAX: i64 = 100;
    /// The longest memory, in characters.
    MEMORY_CHARS_MAX: usize = 16_384;
    /// What a memory is that is added without saying so.
    MEMORY_KIND_DEFAULT: &str = "note";
    /// The weight of a memory that is given none.
    MEMORY_IMPORTANCE_DEFAULT: i64 = 50;
    /// The greatest weight of a memory.
    MEMORY_IMPORTANCE_MAX: i64 = 100;
    /// The most numbers of an embedding.
    EMBEDDING_DIMENSIONS_MAX: usize = 4_096;
    /// Memories that a search finds when the request names no number.
    MEMORY_MATCHES_DEFAULT: i64 = 10;
    /// The most memories that a search finds.
    MEMORY_MATCHES_MAX: i64 = 100;
    /// Embeddings that a search reads at once.
    MEMORY_SEARCH_ROWS: i64 = 512;
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
    /// The plan that says how much a device may use without an account.
    GUEST_PLAN: &str = "guest";
    /// What the built-in plan `guest` allows a device, once for all.
    GUEST_USES_DEFAULT: i64 = 10;
    /// How long a device is known after its last use without an account: 90 days.
    GUEST_KEPT_MS: i64 = 90 * 86_400_000;
    /// How many times an event is handed out before it is a dead letter.
    OUTBOX_TRIES_MAX: i64 = 5;
    /// How long a claimed event belongs to its claimer unless the claim says otherwise: a minute.
    OUTBOX_LEASE_MS_DEFAULT: i64 = 60_000;
    /// The longest lease of an event: an hour.
    OUTBOX_LEASE_MS_MAX: i64 = 3_600_000;
    /// The most kinds that one claim names.
    OUTBOX_KINDS_MAX: usize = 8;
    /// How long acknowledged events and dead letters are kept: 90 days.
    OUTBOX_KEPT_MS: i64 = 90 * 86_400_000;
    /// How long an event waits after each failed try but the last.
    OUTBOX_BACK_OFF_MS: Numbers = Numbers(&[10_000, 60_000, 300_000, 1_800_000]);
    /// The scopes of rate limits that have a rate of their own. `code` is for a device or an
    /// address; what begins with `code/` is for the recipient of the codes.
    RATE_DEFAULTS: Rates = Rates(&[
        ("code", 3, 60_000),
        ("code/resend", 1, 60_000),
        ("code/hour", 5, 3_600_000),
        ("code/day", 10, 86_400_000),
        ("login", 5, 3_600_000),
        ("api", 100, 60_000),
        ("guest", GUESTS_PER_ADDRESS_MAX, 3_600_000),
    ]);
    /// The longest key of a rate limit.
    RATE_KEY_BYTES_MAX: usize = 128;
    /// Up to so many hits in a window a rate limit is exact; above it is smooth.
    RATE_EXACT_MAX: i64 = 20;
    /// The largest limit of a rate limit.
    RATE_LIMIT_MAX: i64 = 1_000_000;
    /// The longest window of a rate limit: 31 days.
    RATE_WINDOW_MS_MAX: i64 = 31 * 86_400_000;
    /// How long the row of a rate limit stays when it is idle, in case the clock is set back.
    RATE_KEPT_MS: i64 = 86_400_000;
    /// How many devices one address may use for the first time without an account in an hour.
    GUESTS_PER_ADDRESS_MAX: i64 = 20;
}
