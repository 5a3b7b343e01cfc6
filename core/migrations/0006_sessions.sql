-- Conversations and their messages. Both are synced: rows are written through tx.synced only.

-- `trashed` lets a list seek past deleted rows instead of reading them.
CREATE TABLE sessions (
    user_id {id} NOT NULL,
    id {id} NOT NULL,
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock {bytes} NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    kind {key} NOT NULL,
    status {key} NOT NULL,
    pinned BIGINT NOT NULL,
    device {key},
    model {text},
    title {text},
    metadata {text},
    PRIMARY KEY (user_id, id)
);
CREATE INDEX sessions_by_time ON sessions (user_id, trashed, created_at_ms, id);
CREATE INDEX sessions_by_status ON sessions (user_id, trashed, status, created_at_ms, id);
CREATE UNIQUE INDEX sessions_by_seq ON sessions (user_id, sync_seq);

-- The content stands last: a store that spills long rows then reads the rest of them for nothing.
-- An append adds to three indexes besides the table, all at their right edge for a user: the
-- identity, the order in the session and the order of commits. Each more is 4 KB of log a message.
CREATE TABLE messages (
    user_id {id} NOT NULL,
    id {id} NOT NULL,
    session_id {id} NOT NULL,
    parent_id {id},
    created_at_ms BIGINT NOT NULL,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock {bytes} NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    role {key} NOT NULL,
    status {key} NOT NULL,
    tokens BIGINT,
    cost_micros BIGINT,
    model {text},
    feedback {text},
    metadata {text},
    content {text} NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX messages_in_session ON messages (user_id, session_id, trashed, created_at_ms, id);
CREATE UNIQUE INDEX messages_by_seq ON messages (user_id, sync_seq);

-- The counters of a session. Each replica derives them from the messages it holds.
CREATE TABLE session_stats (
    user_id {id} NOT NULL,
    session_id {id} NOT NULL,
    message_count BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    total_cost_micros BIGINT NOT NULL,
    last_message_at_ms BIGINT,
    last_message_id {id},
    PRIMARY KEY (user_id, session_id)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end

-- The history of a session: the states it was in, and since when.
CREATE TABLE session_records (
    user_id {id} NOT NULL,
    session_id {id} NOT NULL,
    n BIGINT NOT NULL,
    status {key} NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, session_id, n)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end
