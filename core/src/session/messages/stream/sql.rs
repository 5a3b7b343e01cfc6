//! The statements of streams.

use crate::store::statements;

macro_rules! stream {
    ($lock:literal) => {
        concat!(
            "SELECT next_chunk, last_bytes, chars, pieces, touched_at_ms, tail \
                FROM message_streams WHERE user_id = ? AND message_id = ?",
            $lock
        )
    };
}

statements! {
    INSERT: User = "INSERT INTO message_streams (user_id, message_id, next_chunk, last_bytes, \
        chars, pieces, touched_at_ms, check_at_ms, tail) VALUES (?, ?, 0, 0, ?, 0, ?, ?, '')";
    FIND: User = stream!("");
    LOCK: User = stream!(""), postgres stream!(" FOR UPDATE"), mysql stream!(" FOR UPDATE");
    ADVANCE: User = "UPDATE message_streams SET next_chunk = ?9, last_bytes = ?4, chars = ?5, \
        pieces = ?6, touched_at_ms = ?7, tail = ?8 \
        WHERE user_id = ?1 AND message_id = ?2 AND next_chunk = ?3";
    CHECK_AT: User =
        "UPDATE message_streams SET check_at_ms = ? WHERE user_id = ? AND message_id = ?";
    DELETE: User = "DELETE FROM message_streams WHERE user_id = ? AND message_id = ?";
    DUE: EngineScan = "SELECT user_id, message_id FROM message_streams WHERE check_at_ms <= ? \
        ORDER BY check_at_ms, user_id, message_id LIMIT ?";

    INSERT_PIECE: User =
        "INSERT INTO stream_pieces (user_id, message_id, n, content) VALUES (?, ?, ?, ?)";
    PIECES: User = "SELECT content FROM stream_pieces WHERE user_id = ?1 AND message_id = ?2 \
        AND n < ?3 ORDER BY n LIMIT ?3";
    DELETE_PIECES: User = "DELETE FROM stream_pieces WHERE user_id = ? AND message_id = ?";
}
