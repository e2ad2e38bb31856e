-- Being told (P7): what is to reach a guardian outside the open app. The server's own
-- notes, and no part of any record.
CREATE TABLE told (
    space_id   BLOB    NOT NULL REFERENCES space,
    act_id     BLOB    NOT NULL,
    person_id  BLOB    NOT NULL,
    -- About whom; of several children of one person the first.
    child_id   BLOB    NOT NULL,
    kind       TEXT    NOT NULL,
    -- Of the act: whose rows go up to it has it before their eyes.
    version    INTEGER NOT NULL,
    said_at    INTEGER NOT NULL,
    -- When it is to be sent next: a lease moves it on. None when it is not sent any more.
    next_at    INTEGER,
    tries      INTEGER NOT NULL DEFAULT 0,
    -- On the staff's call list from then on.
    calls_at   INTEGER,
    handed_at  INTEGER,
    -- Read in the app, called, or no longer so.
    settled_at INTEGER,
    -- The act that did; taken back, it opens this again. None when it was read.
    settled_by BLOB,
    PRIMARY KEY (space_id, act_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_next ON told (space_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX told_open ON told (space_id, person_id) WHERE settled_at IS NULL;
CREATE INDEX told_of_child ON told (space_id, child_id) WHERE settled_at IS NULL;
CREATE INDEX told_calls ON told (space_id, calls_at)
    WHERE settled_at IS NULL AND calls_at IS NOT NULL;
CREATE INDEX told_by ON told (space_id, settled_by) WHERE settled_by IS NOT NULL;
CREATE INDEX told_by_age ON told (space_id, said_at);

-- Up to which version the journal was looked through.
CREATE TABLE told_until (
    space_id BLOB    NOT NULL PRIMARY KEY REFERENCES space,
    version  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What an older program took is news to nobody.
INSERT INTO told_until (space_id, version) SELECT space_id, version FROM space;

-- How a person wants to be told; JSON.
CREATE TABLE telling (
    space_id  BLOB NOT NULL REFERENCES space,
    person_id BLOB NOT NULL,
    choice    TEXT NOT NULL,
    PRIMARY KEY (space_id, person_id)
) STRICT, WITHOUT ROWID;
