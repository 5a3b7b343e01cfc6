-- What passed the guards of the ledgers: on SQLite a REPLACE runs no trigger of deletes for what it
-- removes, on PostgreSQL a TRUNCATE runs none of rows. On MySQL a REPLACE runs the trigger of
-- deletes; a TRUNCATE runs none, and needs the right to drop the table.

-- only sqlite
CREATE TRIGGER point_records_no_replace BEFORE INSERT ON point_records
WHEN EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND asset = NEW.asset AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND record_id = NEW.record_id)
    OR EXISTS (SELECT 1 FROM point_records
        WHERE user_id = NEW.user_id AND replay_key = NEW.replay_key)
BEGIN
    SELECT RAISE(ABORT, 'point_records are immutable');
END;
CREATE TRIGGER usage_records_no_replace BEFORE INSERT ON usage_records
WHEN EXISTS (SELECT 1 FROM usage_records
        WHERE user_id = NEW.user_id AND event_id = NEW.event_id)
BEGIN
    SELECT RAISE(ABORT, 'usage_records are immutable');
END;
CREATE TRIGGER audit_events_no_replace BEFORE INSERT ON audit_events
WHEN EXISTS (SELECT 1 FROM audit_events WHERE user_id = NEW.user_id AND seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'audit events are never changed');
END;
-- end
-- only postgres
CREATE FUNCTION ledgers_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are immutable', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER point_records_no_truncate BEFORE TRUNCATE ON point_records
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate();
CREATE TRIGGER usage_records_no_truncate BEFORE TRUNCATE ON usage_records
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION ledgers_no_truncate();
-- end
