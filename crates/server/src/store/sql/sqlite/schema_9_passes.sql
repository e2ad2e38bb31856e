-- Keys under which schools sign passes and cards, every generation: PKCS #8. The
-- present one is not retired; the others still verify what they signed.
CREATE TABLE pass_key (
    space_id   BLOB    NOT NULL REFERENCES space,
    key_name   BLOB    NOT NULL,
    private    BLOB    NOT NULL,
    public     BLOB    NOT NULL,
    made_at    INTEGER NOT NULL,
    retired_at INTEGER,
    PRIMARY KEY (space_id, key_name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX pass_key_now ON pass_key (space_id) WHERE retired_at IS NULL;
