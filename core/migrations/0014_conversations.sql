-- What is kept about conversations beside themselves: branches and versions, streams, the trash,
-- what was removed for good, and memories.

-- The end of the branch that a person chose; none where it is the latest message.
ALTER TABLE sessions ADD COLUMN leaf_id {id};
-- A route that names a session alone asks whose it is.
CREATE INDEX sessions_by_id ON sessions (id, user_id);

-- The first version of a message, in those that an edit made of it.
ALTER TABLE messages ADD COLUMN version_of {id};
-- Messages that answer nothing, and those that are no version of another, stand in no index more.
-- only sqlite
CREATE INDEX messages_by_parent ON messages (user_id, parent_id, trashed, created_at_ms, id)
    WHERE parent_id IS NOT NULL;
CREATE INDEX messages_by_version ON messages (user_id, version_of, trashed, created_at_ms, id)
    WHERE version_of IS NOT NULL;
-- end
-- only postgres
CREATE INDEX messages_by_parent ON messages (user_id, parent_id, trashed, created_at_ms, id)
    WHERE parent_id IS NOT NULL;
CREATE INDEX messages_by_version ON messages (user_id, version_of, trashed, created_at_ms, id)
    WHERE version_of IS NOT NULL;
-- end
-- only mysql
CREATE INDEX messages_by_parent ON messages (user_id, parent_id, trashed, created_at_ms, id);
CREATE INDEX messages_by_version ON messages (user_id, version_of, trashed, created_at_ms, id);
-- end

ALTER TABLE activity_stats ADD COLUMN cost_micros BIGINT NOT NULL DEFAULT 0;
UPDATE activity_stats SET cost_micros = (SELECT COALESCE(SUM(c.total_cost_micros), 0)
    FROM session_stats c WHERE c.user_id = activity_stats.user_id);

-- How many sessions of a user are in each state, and what was removed of the messages that
-- activity_stats counts. A session in the trash counts there alone.
CREATE TABLE session_totals (
    user_id {id} NOT NULL,
    active BIGINT NOT NULL,
    paused BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    archived BIGINT NOT NULL,
    trashed BIGINT NOT NULL,
    removed_messages BIGINT NOT NULL,
    removed_tokens BIGINT NOT NULL,
    removed_cost_micros BIGINT NOT NULL,
    PRIMARY KEY (user_id)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end
INSERT INTO session_totals (user_id, active, paused, ended, archived, trashed, removed_messages,
    removed_tokens, removed_cost_micros)
    SELECT user_id,
        SUM(CASE WHEN trashed = 0 AND status = 'active' THEN 1 ELSE 0 END),
        SUM(CASE WHEN trashed = 0 AND status = 'paused' THEN 1 ELSE 0 END),
        SUM(CASE WHEN trashed = 0 AND status = 'ended' THEN 1 ELSE 0 END),
        SUM(CASE WHEN trashed = 0 AND status = 'archived' THEN 1 ELSE 0 END),
        SUM(trashed), 0, 0, 0
    FROM sessions GROUP BY user_id;

-- A message that is being written. What has come stands in pieces, and its end in the tail; the
-- message gets its words when it is finished. Upkeep looks at a stream at `check_at_ms`, so that
-- an append changes no index.
CREATE TABLE message_streams (
    user_id {id} NOT NULL,
    message_id {id} NOT NULL,
    next_chunk BIGINT NOT NULL,
    last_bytes BIGINT NOT NULL,
    chars BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    touched_at_ms BIGINT NOT NULL,
    check_at_ms BIGINT NOT NULL,
    tail {text} NOT NULL,
    PRIMARY KEY (user_id, message_id)
);
CREATE INDEX message_streams_by_check ON message_streams (check_at_ms, user_id, message_id);
CREATE TABLE stream_pieces (
    user_id {id} NOT NULL,
    message_id {id} NOT NULL,
    n BIGINT NOT NULL,
    content {text} NOT NULL,
    PRIMARY KEY (user_id, message_id, n)
);

-- What is in the trash, and when upkeep removes it. `collection` is the number of the synced one.
CREATE TABLE trash (
    user_id {id} NOT NULL,
    collection BIGINT NOT NULL,
    id {id} NOT NULL,
    purge_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, collection, id)
);
CREATE INDEX trash_by_time ON trash (purge_at_ms, user_id, collection, id);

-- Synced rows that were removed for good. That of a session stands for all that was in it.
CREATE TABLE tombstones (
    user_id {id} NOT NULL,
    collection BIGINT NOT NULL,
    id {id} NOT NULL,
    sync_seq BIGINT NOT NULL,
    erased_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, collection, id)
);
CREATE UNIQUE INDEX tombstones_by_seq ON tombstones (user_id, sync_seq);

-- What is to be remembered of a user, or of one session. Synced: written through tx.synced only.
CREATE TABLE memories (
    user_id {id} NOT NULL,
    id {id} NOT NULL,
    session_id {id},
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    deleted_at_ms BIGINT,
    sync_seq BIGINT NOT NULL,
    sync_clock {bytes} NOT NULL,
    trashed BIGINT GENERATED ALWAYS AS
        (CASE WHEN deleted_at_ms IS NULL THEN 0 ELSE 1 END) STORED,
    dimensions BIGINT,
    kind {key} NOT NULL,
    importance BIGINT NOT NULL,
    source_id {id},
    embedding {blob},
    metadata {text},
    content {text} NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX memories_by_time ON memories (user_id, trashed, created_at_ms, id);
CREATE INDEX memories_in_session ON memories (user_id, session_id, trashed, created_at_ms, id);
CREATE INDEX memories_by_kind ON memories (user_id, trashed, kind, created_at_ms, id);
CREATE INDEX memories_by_dimensions ON memories (user_id, trashed, dimensions, id);
CREATE UNIQUE INDEX memories_by_seq ON memories (user_id, sync_seq);
