//! The statements of the index, which SQLite alone has.

use crate::store::statements;

macro_rules! message_columns {
    () => {
        "m.created_at_ms, m.id, m.session_id, m.role, m.content, m.status"
    };
}

statements! {
    POSITION: User = "SELECT indexed_seq FROM message_index WHERE user_id = ?";
    MOVE: User = "UPDATE message_index SET indexed_seq = ?, stale = stale + ? WHERE user_id = ?";
    INSERT_POSITION: User =
        "INSERT INTO message_index (user_id, indexed_seq, stale) VALUES (?, ?, ?)";
    /// Users, whether they have messages that are not indexed, and how many postings nobody can
    /// name. Most have neither, and are passed over by the comparison of two numbers.
    USERS: EngineScan = "SELECT h.user_id, h.seq > COALESCE(i.indexed_seq, 0) \
        AND EXISTS (SELECT 1 FROM messages m WHERE m.user_id = h.user_id \
            AND m.sync_seq > COALESCE(i.indexed_seq, 0)), COALESCE(i.stale, 0) \
        FROM sync_head h LEFT JOIN message_index i ON i.user_id = h.user_id \
        WHERE h.user_id > ? ORDER BY h.user_id LIMIT ?";

    /// What was written since, deleted or not.
    WRITTEN: User = "SELECT m.sync_seq, m.id, m.created_at_ms, m.status, m.trashed, m.content \
        FROM messages m WHERE m.user_id = ? AND m.sync_seq > ? ORDER BY m.sync_seq LIMIT ?";
    /// What of it can be found.
    TAIL: User = concat!(
        "SELECT ", message_columns!(), ", m.sync_seq FROM messages m CROSS JOIN sessions s \
            ON s.user_id = m.user_id AND s.id = m.session_id \
            WHERE m.user_id = ? AND m.sync_seq > ? AND m.trashed = 0 \
            AND s.deleted_at_ms IS NULL ORDER BY m.sync_seq LIMIT ?"
    );
    /// Where that stands, without its texts.
    TAIL_PLACES: User = "SELECT created_at_ms, id, session_id, role, sync_seq FROM messages \
        WHERE user_id = ? AND sync_seq > ? AND trashed = 0 ORDER BY sync_seq LIMIT ?";
    /// Where the messages before that place stand which are still being written.
    OPEN_PLACES: User = "SELECT m.created_at_ms, m.id, m.session_id, m.role \
        FROM message_open o CROSS JOIN messages m \
        ON m.user_id = o.user_id AND m.id = o.message_id \
        WHERE o.user_id = ? AND m.sync_seq <= ? AND m.trashed = 0 AND o.message_id > ? \
        ORDER BY o.message_id LIMIT ?";
    /// The message of such a place.
    ONE: User = concat!(
        "SELECT ", message_columns!(), " FROM messages m CROSS JOIN sessions s \
            ON s.user_id = m.user_id AND s.id = m.session_id \
            WHERE m.user_id = ? AND m.id = ? AND m.trashed = 0 AND s.deleted_at_ms IS NULL"
    );
    /// The highest numbers below one which hold the terms, each with its message where that is
    /// still what was indexed: not deleted, and not in the tail.
    CANDIDATES: User = concat!(
        "SELECT t.doc, d.created_at_ms, d.message_id, ", message_columns!(), " FROM (\
            SELECT rowid AS doc FROM message_terms WHERE message_terms MATCH ?3 \
            AND rowid >= ?4 AND rowid < ?5 ORDER BY rowid DESC LIMIT ?6) t \
            LEFT JOIN message_docs d ON d.doc = t.doc \
            LEFT JOIN messages m ON m.user_id = ?1 AND m.id = d.message_id \
            AND m.sync_seq <= ?2 AND m.trashed = 0 AND m.created_at_ms = d.created_at_ms \
            AND EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = ?1 AND s.id = m.session_id \
                AND s.deleted_at_ms IS NULL)"
    );

    CHAINS: User = "SELECT chain, low, high, first_at_ms, first_id, last_at_ms, last_id \
        FROM message_chains WHERE user_id = ? AND chain > ? ORDER BY chain LIMIT ?";
    LAST_CHAIN: EngineScan = "SELECT COALESCE(MAX(chain), 0) FROM message_chains";
    INSERT_CHAIN: User = "INSERT INTO message_chains (low, high, first_at_ms, first_id, \
        last_at_ms, last_id, user_id, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    GROW_CHAIN: User = "UPDATE message_chains SET low = ?, high = ?, first_at_ms = ?, \
        first_id = ?, last_at_ms = ?, last_id = ? WHERE user_id = ? AND chain = ?";
    /// The first message of a chain from a number on.
    DOC_FROM: User = "SELECT d.doc, d.created_at_ms, d.message_id FROM message_chains c \
        CROSS JOIN message_docs d ON d.doc >= ?3 AND d.doc < ?4 \
        WHERE c.user_id = ?1 AND c.chain = ?2 ORDER BY d.doc LIMIT 1";

    DOC_OF: User = "SELECT d.doc, d.terms_hash FROM message_docs d CROSS JOIN message_chains c \
        ON c.chain = d.doc >> 32 WHERE d.message_id = ?2 AND c.user_id = ?1 LIMIT 1";
    CONTENT_OF: User = "SELECT content FROM messages WHERE user_id = ? AND id = ?";
    INSERT_DOC: EngineScan = "INSERT INTO message_docs (doc, message_id, created_at_ms, \
        terms_hash) VALUES (?, ?, ?, ?)";
    DELETE_DOC: EngineScan = "DELETE FROM message_docs WHERE doc = ?";
    INSERT_TERMS: EngineScan = "INSERT INTO message_terms (rowid, terms) VALUES (?, ?)";
    DELETE_TERMS: EngineScan = "INSERT INTO message_terms (message_terms, rowid, terms) \
        VALUES ('delete', ?, ?)";

    OPENED: User = "SELECT message_id FROM message_open WHERE user_id = ? AND message_id > ? \
        ORDER BY message_id LIMIT ?";
    INSERT_OPEN: User = "INSERT INTO message_open (user_id, message_id) VALUES (?, ?)";
    DELETE_OPEN: User = "DELETE FROM message_open WHERE user_id = ? AND message_id = ?";

    STALE: EngineScan = "SELECT COALESCE(SUM(stale), 0) FROM message_index";
    CLEAR_TERMS: EngineScan = "INSERT INTO message_terms (message_terms) VALUES ('delete-all')";
    CLEAR_DOCS: EngineScan = "DELETE FROM message_docs";
    CLEAR_CHAINS: EngineScan = "DELETE FROM message_chains";
    CLEAR_OPEN: EngineScan = "DELETE FROM message_open";
    CLEAR_POSITIONS: EngineScan = "DELETE FROM message_index";
}
