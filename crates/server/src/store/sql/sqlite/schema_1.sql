-- Every primary key begins with the space, so that one table can be spread by
-- space. People, sessions and devices live in the district's space.

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE space (
    space_id  BLOB    NOT NULL PRIMARY KEY,
    kind      TEXT    NOT NULL CHECK (kind IN ('district', 'school')),
    version   INTEGER NOT NULL DEFAULT 0,
    -- Removed rows are kept from this version on.
    kept_from INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Every version, whole: what came, and every row that it wrote.
CREATE TABLE journal (
    space_id    BLOB    NOT NULL REFERENCES space,
    version     INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    act_id      BLOB,
    bytes       BLOB,
    signature   BLOB,
    salt        BLOB    NOT NULL,
    effect      TEXT    NOT NULL,
    PRIMARY KEY (space_id, version)
) STRICT;

-- Every act with its verdict now; its words are in the journal, at `first_version`.
CREATE TABLE act (
    space_id      BLOB    NOT NULL REFERENCES space,
    act_id        BLOB    NOT NULL,
    hash          BLOB    NOT NULL,
    device_id     BLOB    NOT NULL,
    actor_id      BLOB,
    verdict       TEXT    NOT NULL CHECK (verdict IN ('applied', 'turned_away', 'held')),
    code          TEXT    NOT NULL DEFAULT '',
    version       INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    PRIMARY KEY (space_id, act_id, hash)
) STRICT, WITHOUT ROWID;
-- One content under one id; what came later under it is kept beside it, refused.
CREATE UNIQUE INDEX act_once ON act (space_id, act_id) WHERE code <> 'id_reuse';
CREATE INDEX act_not_applied ON act (space_id, device_id, received_at) WHERE verdict <> 'applied';
CREATE INDEX act_held ON act (space_id, version) WHERE verdict = 'held';

CREATE TABLE waiting (
    space_id BLOB NOT NULL REFERENCES space,
    on_act   BLOB NOT NULL,
    act_id   BLOB NOT NULL,
    PRIMARY KEY (space_id, on_act, act_id)
) STRICT, WITHOUT ROWID;

-- What acts came to. A removed row keeps its place, without a body.
CREATE TABLE "row" (
    space_id BLOB    NOT NULL REFERENCES space,
    audience TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    body     TEXT,
    PRIMARY KEY (space_id, audience, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_by_version ON "row" (space_id, audience, version);
CREATE INDEX row_child_by_class ON "row" (space_id, json_extract(body, '$.class'))
    WHERE audience = 'roll' AND kind = 'child' AND body IS NOT NULL;

CREATE TABLE audience_sum (
    space_id BLOB    NOT NULL REFERENCES space,
    audience TEXT    NOT NULL,
    sum      INTEGER NOT NULL,
    PRIMARY KEY (space_id, audience)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    space_id  BLOB NOT NULL REFERENCES space,
    person_id BLOB NOT NULL,
    login     TEXT NOT NULL,
    hash      TEXT NOT NULL,
    PRIMARY KEY (space_id, person_id),
    UNIQUE (space_id, login)
) STRICT;

CREATE TABLE session (
    space_id   BLOB    NOT NULL REFERENCES space,
    token_hash BLOB    NOT NULL,
    person_id  BLOB    NOT NULL,
    begun_at   INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    PRIMARY KEY (space_id, token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_person ON session (space_id, person_id);

CREATE TABLE device (
    space_id    BLOB    NOT NULL REFERENCES space,
    device_id   BLOB    NOT NULL,
    public_key  BLOB    NOT NULL,
    enrolled_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_person (
    space_id  BLOB    NOT NULL,
    device_id BLOB    NOT NULL,
    person_id BLOB    NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (space_id, device_id, person_id),
    FOREIGN KEY (space_id, device_id) REFERENCES device
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    space_id   BLOB    NOT NULL REFERENCES space,
    code_hash  BLOB    NOT NULL,
    person_id  BLOB    NOT NULL,
    school_id  BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (space_id, code_hash)
) STRICT, WITHOUT ROWID;
