-- What models cost, what users used of them, and the sums from which reads answer.

-- A version is never changed: setting a price again adds one. What is charged at a moment is the
-- version with the latest effective_at_ms up to it; of equals, the one set last.
CREATE TABLE prices (
    provider {key} NOT NULL,
    model {key} NOT NULL,
    version BIGINT NOT NULL,
    effective_at_ms BIGINT NOT NULL,
    currency {key} NOT NULL,
    input_per_million_micros BIGINT NOT NULL,
    output_per_million_micros BIGINT NOT NULL,
    set_at_ms BIGINT NOT NULL,
    PRIMARY KEY (provider, model, version)
);
CREATE INDEX prices_by_time ON prices (provider, model, effective_at_ms, version);

-- The records. Nothing updates one, and only the erasure of its user deletes it. The event is the
-- caller's name for it, by which it is counted once.
CREATE TABLE usage_records (
    user_id {id} NOT NULL,
    event_id {key} NOT NULL,
    record_id {id} NOT NULL,
    kind {key} NOT NULL,
    provider {key} NOT NULL,
    model {key} NOT NULL,
    device {key},
    session_id {id},
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    -- Absent where the cost was neither given nor to be had from a price, with an empty currency.
    cost_micros BIGINT,
    currency {key} NOT NULL,
    -- The price the cost was reckoned by; absent where the cost was given.
    price_version BIGINT,
    input_per_million_micros BIGINT,
    output_per_million_micros BIGINT,
    -- When it was used, whether the caller said so (1) or it is the moment of the call (0), and
    -- when it was recorded.
    at_ms BIGINT NOT NULL,
    dated BIGINT NOT NULL,
    recorded_at_ms BIGINT NOT NULL,
    -- The user's zone at the time of recording, and what its clock showed at at_ms: the day since
    -- 1970-01-01 and the hour. They stay when the user moves to another zone.
    timezone {key} NOT NULL,
    day BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    -- The tenant within which it was recorded; the nil id in host scope.
    made_in {id} NOT NULL,
    PRIMARY KEY (user_id, event_id)
);
CREATE INDEX usage_records_by_time ON usage_records (user_id, at_ms, record_id);
CREATE INDEX usage_records_by_kind ON usage_records (user_id, kind, at_ms, record_id);
CREATE INDEX usage_records_by_model ON usage_records (user_id, model, at_ms, record_id);

-- The sums of records, written in the commit of each. Everything that is added to stands outside of
-- every index, and a new key comes once a day. The day -1000000 stands for all days together.

-- `hours` has a bit for each hour of the day in which something was used.
CREATE TABLE usage_days (
    user_id {id} NOT NULL,
    day BIGINT NOT NULL,
    made_in {id} NOT NULL,
    currency {key} NOT NULL,
    calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    hours BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, made_in, currency)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end
CREATE INDEX usage_days_by_tenant ON usage_days (made_in, day, user_id);

-- What a part is of begins its name: `d` a device, `k` a kind, `m` a provider, a unit separator and
-- a model. A day's parts stand together, so that a record writes one place.
CREATE TABLE usage_parts (
    user_id {id} NOT NULL,
    day BIGINT NOT NULL,
    part {key} NOT NULL,
    currency {key} NOT NULL,
    made_in {id} NOT NULL,
    calls BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    hours BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, part, currency, made_in)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end
CREATE INDEX usage_parts_by_tenant ON usage_parts (made_in, day, user_id, part);

-- The sessions that the records of a day name.
CREATE TABLE usage_sessions (
    user_id {id} NOT NULL,
    day BIGINT NOT NULL,
    session_id {id} NOT NULL,
    made_in {id} NOT NULL,
    PRIMARY KEY (user_id, day, session_id, made_in)
-- only sqlite
) WITHOUT ROWID;
-- end
-- only postgres
);
-- end
-- only mysql
);
-- end
CREATE INDEX usage_sessions_by_tenant ON usage_sessions (made_in, day, user_id);

-- only sqlite
CREATE TRIGGER usage_records_no_update BEFORE UPDATE ON usage_records
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;
CREATE TRIGGER usage_records_no_delete BEFORE DELETE ON usage_records
WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;
-- end
-- only postgres
CREATE FUNCTION usage_records_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        AND EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'usage_records are immutable';
END
$$;
CREATE TRIGGER usage_records_guard BEFORE UPDATE OR DELETE ON usage_records
    FOR EACH ROW EXECUTE FUNCTION usage_records_guard();
-- end
-- only mysql
CREATE TRIGGER usage_records_no_update BEFORE UPDATE ON usage_records
    FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage_records are immutable';
CREATE TRIGGER usage_records_no_delete BEFORE DELETE ON usage_records
    FOR EACH ROW IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE user_id = OLD.user_id)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage_records are immutable'; END IF;
-- end
