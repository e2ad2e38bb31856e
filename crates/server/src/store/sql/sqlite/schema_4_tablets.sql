-- Codes with which a device becomes a shared tablet: once, for ten minutes.
CREATE TABLE pairing (
    space_id   BLOB    NOT NULL REFERENCES space,
    code_hash  BLOB    NOT NULL,
    tablet_id  BLOB    NOT NULL,
    school_id  BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_of_tablet ON pairing (space_id, tablet_id);
