-- What a user did, counted: one narrow row a user, updated with every commit that it counts.
CREATE TABLE activity_stats (
    user_id {id} NOT NULL,
    sessions BIGINT NOT NULL,
    sessions_ended BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    tokens BIGINT NOT NULL,
    actions BIGINT NOT NULL,
    last_session_at_ms BIGINT,
    last_message_at_ms BIGINT,
    last_action_at_ms BIGINT,
    opened_at_ms BIGINT NOT NULL,
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
