-- Sealing keys of schools, every generation: P-256 private keys. The present one is
-- not retired.
CREATE TABLE seal_key (
    space_id   BLOB    NOT NULL REFERENCES space,
    key_id     TEXT    NOT NULL,
    private    BLOB    NOT NULL,
    public     BLOB    NOT NULL,
    made_at    INTEGER NOT NULL,
    retired_at INTEGER,
    PRIMARY KEY (space_id, key_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX seal_key_now ON seal_key (space_id) WHERE retired_at IS NULL;

-- Sealed acts that no key of their school opens, as they came.
CREATE TABLE sealed_act (
    space_id    BLOB    NOT NULL REFERENCES space,
    act_id      BLOB    NOT NULL,
    hash        BLOB    NOT NULL,
    device_id   BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    text        TEXT    NOT NULL,
    PRIMARY KEY (space_id, act_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_act_of_device ON sealed_act (space_id, device_id, received_at);
