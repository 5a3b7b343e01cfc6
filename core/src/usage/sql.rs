//! The statements of usage.

use crate::store::statements;

macro_rules! record {
    ($rest:literal) => {
        concat!(
            "SELECT record_id, event_id, kind, provider, model, device, session_id, \
                input_tokens, output_tokens, duration_ms, cost_micros, currency, price_version, \
                input_per_million_micros, output_per_million_micros, at_ms, recorded_at_ms, day, \
                timezone, dated FROM usage_records ",
            $rest
        )
    };
}

/// What a record adds to every sum of it.
///
/// SQLite would find the rows by the index of tenants, which holds every column that is compared,
/// and then seek each again by its key; the `+` keeps it from that.
macro_rules! add {
    ($table:literal, $made_in:literal, $rest:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET calls = calls + ?5, input_tokens = input_tokens + ?6, \
                output_tokens = output_tokens + ?7, duration_ms = duration_ms + ?8, \
                cost_micros = cost_micros + ?9, hours = hours | ?10 \
                WHERE user_id = ?1 AND ",
            $made_in,
            " = ?3 AND currency = ?4 ",
            $rest
        )
    };
}

/// The guard keeps each sum within what every surface holds: 2^53-1.
macro_rules! add_to_day {
    ($made_in:literal) => {
        add!(
            "usage_days",
            $made_in,
            "AND day = ?2 AND input_tokens + output_tokens + ?6 + ?7 <= 9007199254740991 \
                AND duration_ms + ?8 <= 9007199254740991 \
                AND cost_micros + ?9 <= 9007199254740991"
        )
    };
}

/// The parts of a day, and those of all days together. No part is more than its day.
macro_rules! add_to_parts {
    ($made_in:literal) => {
        add!("usage_parts", $made_in, "AND day IN (?2, -1000000) AND part IN (?11, ?12, ?13)")
    };
}

/// Changes one sum, unless another call changed it since it was read.
macro_rules! unless_changed {
    ($verb:literal, $rest:literal) => {
        concat!(
            $verb,
            " WHERE user_id = ?1 AND day = ?2 AND made_in = ?3 AND currency = ?4 AND calls = ?5 \
                AND input_tokens = ?6 AND output_tokens = ?7 AND duration_ms = ?8 \
                AND cost_micros = ?9 AND hours = ?10",
            $rest
        )
    };
}

/// All that is known of a user's day, in one statement and so of one moment: its records, in groups
/// that lie in one sum each, and the sums that stand.
macro_rules! whole_day {
    ($integer:literal) => {
        concat!(
            "SELECT 0, made_in, currency, kind, provider, model, device, session_id, \
                CAST(COUNT(*) AS ",
            $integer,
            "), CAST(SUM(input_tokens) AS ",
            $integer,
            "), CAST(SUM(output_tokens) AS ",
            $integer,
            "), CAST(SUM(duration_ms) AS ",
            $integer,
            "), CAST(SUM(COALESCE(cost_micros, 0)) AS ",
            $integer,
            "), hour FROM usage_records \
                WHERE user_id = ?1 AND day = ?2 AND at_ms >= ?3 AND at_ms <= ?4 \
                GROUP BY made_in, currency, kind, provider, model, device, session_id, hour \
            UNION ALL SELECT 1, made_in, currency, '', '', '', NULL, NULL, calls, \
                input_tokens, output_tokens, duration_ms, cost_micros, hours FROM usage_days \
                WHERE user_id = ?1 AND day = ?2 \
            UNION ALL SELECT 1, made_in, currency, part, '', '', NULL, NULL, calls, \
                input_tokens, output_tokens, duration_ms, cost_micros, hours FROM usage_parts \
                WHERE user_id = ?1 AND day = ?2 \
            UNION ALL SELECT 2, made_in, '', '', '', '', NULL, session_id, 0, 0, 0, 0, 0, 0 \
                FROM usage_sessions WHERE user_id = ?1 AND day = ?2"
        )
    };
}

/// What is too much to be told stays at the most that can be: one person must not be able to make
/// the report of all fail. SQLite's `TOTAL` counts in floating point, which is exact up to there.
macro_rules! platform_sums {
    ($begin:literal, $end:literal) => {
        concat!(
            "SELECT day, currency, ",
            $begin,
            "(calls)",
            $end,
            ", ",
            $begin,
            "(input_tokens)",
            $end,
            ", ",
            $begin,
            "(output_tokens)",
            $end,
            ", ",
            $begin,
            "(duration_ms)",
            $end,
            ", ",
            $begin,
            "(cost_micros)",
            $end,
            " FROM usage_days WHERE made_in = ? AND day >= ? AND day <= ? GROUP BY day, currency"
        )
    };
}

statements! {
    /// Whether a user is there, and the zone of their profile.
    HOME: User = "SELECT u.state, u.inactivity, p.timezone FROM users u \
        LEFT JOIN profiles p ON p.user_id = u.id AND p.id = u.id WHERE u.id = ?";

    INSERT: User = "INSERT INTO usage_records (user_id, event_id, record_id, kind, provider, \
        model, device, session_id, input_tokens, output_tokens, duration_ms, cost_micros, \
        currency, price_version, input_per_million_micros, output_per_million_micros, at_ms, \
        dated, recorded_at_ms, timezone, day, hour, made_in) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    BY_EVENT: User = record!("WHERE user_id = ? AND event_id = ?");
    HISTORY: User = record!("WHERE user_id = ?1 AND at_ms >= ?2 AND at_ms <= ?3 \
        AND (at_ms < ?3 OR record_id < ?4) ORDER BY at_ms DESC, record_id DESC LIMIT ?5");
    HISTORY_OF_KIND: User = record!("WHERE user_id = ?1 AND kind = ?6 AND at_ms >= ?2 \
        AND at_ms <= ?3 AND (at_ms < ?3 OR record_id < ?4) \
        ORDER BY at_ms DESC, record_id DESC LIMIT ?5");
    HISTORY_OF_MODEL: User = record!("WHERE user_id = ?1 AND model = ?6 AND at_ms >= ?2 \
        AND at_ms <= ?3 AND (at_ms < ?3 OR record_id < ?4) \
        ORDER BY at_ms DESC, record_id DESC LIMIT ?5");

    ADD_TO_DAY: User = add_to_day!("+made_in"),
        postgres add_to_day!("made_in"), mysql add_to_day!("made_in");
    ADD_TO_PARTS: User = add_to_parts!("+made_in"),
        postgres add_to_parts!("made_in"), mysql add_to_parts!("made_in");
    INSERT_DAY: User = "INSERT INTO usage_days (user_id, day, made_in, currency, calls, \
        input_tokens, output_tokens, duration_ms, cost_micros, hours) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    INSERT_PART: User = "INSERT INTO usage_parts (user_id, day, made_in, currency, calls, \
        input_tokens, output_tokens, duration_ms, cost_micros, hours, part) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    INSERT_SESSION: User = "INSERT INTO usage_sessions (user_id, day, session_id, made_in) \
        VALUES (?, ?, ?, ?)";
    FILLED: User = "SELECT input_tokens + output_tokens, duration_ms, cost_micros FROM usage_days \
        WHERE user_id = ? AND day = ? AND made_in = ? AND currency = ?";

    DAYS: User = "SELECT day, currency, hours, calls, input_tokens, output_tokens, duration_ms, \
        cost_micros FROM usage_days WHERE user_id = ? AND day >= ? AND day <= ? \
        ORDER BY day, made_in, currency";
    PARTS: User = "SELECT day, currency, part, calls, input_tokens, output_tokens, duration_ms, \
        cost_micros FROM usage_parts WHERE user_id = ? AND day >= ? AND day <= ? \
        AND part >= ? AND part < ? ORDER BY day, part, currency, made_in";

    PLATFORM_SUMS: EngineScan =
        platform_sums!("CAST(MIN(TOTAL", ", 9007199254740991.0) AS INTEGER)"),
        postgres platform_sums!("CAST(LEAST(SUM", ", 9007199254740991) AS BIGINT)"),
        mysql platform_sums!("CAST(LEAST(SUM", ", 9007199254740991) AS SIGNED)");
    PLATFORM_USERS: EngineScan = "SELECT day, COUNT(DISTINCT user_id) FROM usage_days \
        WHERE made_in = ? AND day >= ? AND day <= ? GROUP BY day";
    PLATFORM_MODELS: EngineScan = "SELECT DISTINCT day, part FROM usage_parts \
        WHERE made_in = ? AND day >= ? AND day <= ? AND part >= 'm' AND part < 'n'";
    PLATFORM_SESSIONS: EngineScan = "SELECT day, COUNT(*) FROM usage_sessions \
        WHERE made_in = ? AND day >= ? AND day <= ? GROUP BY day";
    USERS_OF_DAY: EngineScan = "SELECT DISTINCT user_id FROM usage_days \
        WHERE made_in = ? AND day = ? AND user_id > ? ORDER BY user_id LIMIT ?";
    SUMS_OF_USERS: EngineScan = "SELECT user_id, currency, calls, input_tokens, output_tokens, \
        duration_ms, cost_micros FROM usage_days \
        WHERE made_in = ? AND day = ? AND user_id > ? AND user_id <= ?";
    MODELS_OF_USERS: EngineScan = "SELECT DISTINCT user_id, part FROM usage_parts \
        WHERE made_in = ? AND day = ? AND user_id > ? AND user_id <= ? \
        AND part >= 'm' AND part < 'n'";
    SESSIONS_OF_USERS: EngineScan = "SELECT user_id, COUNT(*) FROM usage_sessions \
        WHERE made_in = ? AND day = ? AND user_id > ? AND user_id <= ? GROUP BY user_id";

    WHOLE_DAY: User = whole_day!("BIGINT"), mysql whole_day!("SIGNED");
    /// A record of a later day; the moments before `?2` are those of earlier ones everywhere.
    LATER_RECORD: User = "SELECT at_ms FROM usage_records WHERE user_id = ?1 AND at_ms >= ?2 \
        AND day > ?3 ORDER BY at_ms, record_id LIMIT 1";
    LATER_DAY: User = "SELECT day FROM usage_days WHERE user_id = ? AND day > ? \
        ORDER BY day LIMIT 1";
    LATER_DAY_OF_PARTS: User = "SELECT day FROM usage_parts WHERE user_id = ? AND day > ? \
        ORDER BY day LIMIT 1";
    LATER_DAY_OF_SESSIONS: User = "SELECT day FROM usage_sessions WHERE user_id = ? AND day > ? \
        ORDER BY day LIMIT 1";
    EVERY_DAY: User = "SELECT day, made_in, currency, calls, input_tokens, output_tokens, \
        duration_ms, cost_micros, hours FROM usage_days WHERE user_id = ?";
    EVERY_PART: User = "SELECT day, made_in, currency, calls, input_tokens, output_tokens, \
        duration_ms, cost_micros, hours, part FROM usage_parts WHERE user_id = ?";
    /// Holds up the records of a user: each begins with one of these rows.
    LOCK: User = "SELECT currency FROM usage_days WHERE user_id = ? AND day = ? \
            ORDER BY made_in, currency",
        postgres "SELECT currency FROM usage_days WHERE user_id = ? AND day = ? \
            ORDER BY made_in, currency FOR UPDATE",
        mysql "SELECT currency FROM usage_days WHERE user_id = ? AND day = ? \
            ORDER BY made_in, currency FOR UPDATE";
    SET_DAY: User = unless_changed!("UPDATE usage_days SET calls = ?11, input_tokens = ?12, \
        output_tokens = ?13, duration_ms = ?14, cost_micros = ?15, hours = ?16", "");
    SET_PART: User = unless_changed!("UPDATE usage_parts SET calls = ?12, input_tokens = ?13, \
        output_tokens = ?14, duration_ms = ?15, cost_micros = ?16, hours = ?17",
        " AND part = ?11");
    REMOVE_DAY: User = unless_changed!("DELETE FROM usage_days", "");
    REMOVE_PART: User = unless_changed!("DELETE FROM usage_parts", " AND part = ?11");
    REMOVE_SESSION: User = "DELETE FROM usage_sessions \
        WHERE user_id = ? AND day = ? AND session_id = ? AND made_in = ?";
}
