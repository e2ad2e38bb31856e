-- Who was given what about children: once for each day, device and audience, not
-- for each row. Guardians may read it (P10).
CREATE TABLE delivery (
    space_id  BLOB NOT NULL REFERENCES space,
    day       TEXT NOT NULL,
    person_id BLOB NOT NULL,
    device_id BLOB NOT NULL,
    audience  TEXT NOT NULL,
    PRIMARY KEY (space_id, day, person_id, device_id, audience)
) STRICT, WITHOUT ROWID;
