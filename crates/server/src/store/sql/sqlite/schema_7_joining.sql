-- Invitations that can be listed and taken back; second factors; hand-over codes.

ALTER TABLE invitation ADD COLUMN invitation_id BLOB;
ALTER TABLE invitation ADD COLUMN made_by BLOB;
ALTER TABLE invitation ADD COLUMN made_at INTEGER NOT NULL DEFAULT 0;
UPDATE invitation SET invitation_id = randomblob(16);
CREATE INDEX invitation_of_person ON invitation (space_id, school_id, person_id);

-- An authenticator's secret has to be read back; recovery codes do not.
CREATE TABLE authenticator (
    space_id  BLOB    NOT NULL REFERENCES space,
    person_id BLOB    NOT NULL,
    -- Counts from its first code on.
    secret    BLOB,
    -- Shown, and gave no code yet.
    offered   BLOB,
    -- The last half minute whose code was used: each works once.
    step      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    space_id  BLOB NOT NULL REFERENCES space,
    person_id BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    PRIMARY KEY (space_id, person_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE handover (
    space_id   BLOB    NOT NULL REFERENCES space,
    code_hash  BLOB    NOT NULL,
    person_id  BLOB    NOT NULL,
    factors    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, code_hash)
) STRICT, WITHOUT ROWID;
