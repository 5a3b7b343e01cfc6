//! The statements of check-ins.

use crate::store::statements;

/// Where a person stands.
macro_rules! standing {
    ($lock:literal) => {
        concat!(
            "SELECT local_day, timezone, at_ms, streak, longest, total, points_total \
                FROM checkin_streaks WHERE user_id = ?",
            $lock
        )
    };
}

statements! {
    STANDING: User = standing!("");
    /// The same, to be written: who checks in waits here for the others who do.
    STANDING_TO_WRITE: User = standing!(""),
        postgres standing!(" FOR UPDATE"), mysql standing!(" FOR UPDATE");
    OPEN: User = "INSERT INTO checkin_streaks (user_id, local_day, timezone, at_ms, streak, \
        longest, total, points_total) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    /// The guard says what must hold: that no other came between, and that dates go forward.
    ADVANCE: User = "UPDATE checkin_streaks SET local_day = ?2, timezone = ?3, at_ms = ?4, \
        streak = ?5, longest = ?6, total = ?7, points_total = ?8 \
        WHERE user_id = ?1 AND total = ?7 - 1 AND local_day < ?2";
    INSERT: User = "INSERT INTO checkins (user_id, local_day, checkin_id, timezone, at_ms, \
        streak, points, record_id, record_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    LIST: User = "SELECT checkin_id, local_day, timezone, at_ms, streak, points, record_id, \
        record_seq FROM checkins WHERE user_id = ? AND local_day >= ? AND local_day <= ? \
        ORDER BY local_day DESC LIMIT ?";
}
