-- What was taken in from elsewhere, so that the same conversation is not taken in twice.
CREATE TABLE imports (
    user_id {id} NOT NULL,
    source {key} NOT NULL,
    external_id {key} NOT NULL,
    session_id {id} NOT NULL,
    content_hash {bytes} NOT NULL,
    imported_at_ms BIGINT NOT NULL,
    PRIMARY KEY (user_id, source, external_id)
);
