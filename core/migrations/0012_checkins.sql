-- Check-ins: one for each local date, with the record of the points it gave.

-- `local_day` counts the days since 1970-01-01 of the date in the time zone of the person.
CREATE TABLE checkins (
    user_id {id} NOT NULL,
    local_day BIGINT NOT NULL,
    checkin_id {id} NOT NULL,
    timezone {key} NOT NULL,
    at_ms BIGINT NOT NULL,
    streak BIGINT NOT NULL,
    points BIGINT NOT NULL,
    record_id {id} NOT NULL,
    record_seq BIGINT NOT NULL,
    PRIMARY KEY (user_id, local_day)
);
CREATE UNIQUE INDEX checkins_by_id ON checkins (user_id, checkin_id);

-- Where a person stands: the date, the zone and the moment of the last check-in, and counts. Every
-- check-in waits for this row and is guarded by its count.
CREATE TABLE checkin_streaks (
    user_id {id} NOT NULL,
    local_day BIGINT NOT NULL,
    timezone {key} NOT NULL,
    at_ms BIGINT NOT NULL,
    streak BIGINT NOT NULL,
    longest BIGINT NOT NULL,
    total BIGINT NOT NULL,
    points_total BIGINT NOT NULL,
    PRIMARY KEY (user_id)
);
