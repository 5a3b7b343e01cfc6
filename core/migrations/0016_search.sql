-- What finds messages by their words.

-- only sqlite
-- The terms of each message, each behind the mark of its chain; postings and nothing else, since
-- what is found is verified on the message itself. What is removed is overwritten.
CREATE VIRTUAL TABLE message_terms USING fts5
    (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO message_terms (message_terms, rank) VALUES ('secure-delete', 1);

-- A chain is a run of one user's messages whose numbers rise in the order of (created_at_ms, id).
-- It grows at both ends: `low` and `high` are the numbers next to its first and its last message.
CREATE TABLE message_chains (
    chain INTEGER PRIMARY KEY,
    user_id {id} NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    first_at_ms BIGINT NOT NULL,
    first_id {id} NOT NULL,
    last_at_ms BIGINT NOT NULL,
    last_id {id} NOT NULL
);
CREATE INDEX message_chains_of_user ON message_chains (user_id, chain);

-- What a number of the index stands for; its upper half is the chain. `terms_hash` tells whether
-- the terms of the message are still those which were indexed.
CREATE TABLE message_docs (
    doc INTEGER PRIMARY KEY,
    message_id {id} NOT NULL,
    created_at_ms BIGINT NOT NULL,
    terms_hash BIGINT NOT NULL
);
CREATE INDEX message_docs_by_message ON message_docs (message_id);

-- How far a user's messages are indexed, in the order of their sequence numbers. `stale` counts
-- postings which could not be removed, because the text they came from was gone.
CREATE TABLE message_index (
    user_id {id} PRIMARY KEY,
    indexed_seq BIGINT NOT NULL,
    stale BIGINT NOT NULL
);

-- Messages before that place which are not indexed because they are still being written.
CREATE TABLE message_open (
    user_id {id} NOT NULL,
    message_id {id} NOT NULL,
    PRIMARY KEY (user_id, message_id)
) WITHOUT ROWID;
-- end
-- only postgres
-- A server reads a user's messages from the newest on.
CREATE INDEX messages_by_time ON messages (user_id, trashed, created_at_ms, id);
-- end
-- only mysql
CREATE INDEX messages_by_time ON messages (user_id, trashed, created_at_ms, id);
-- end
