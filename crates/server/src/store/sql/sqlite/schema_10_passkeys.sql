-- Passkeys: signing in without a name.
CREATE TABLE passkey (
    space_id      BLOB    NOT NULL REFERENCES space,
    credential_id BLOB    NOT NULL,
    passkey_id    BLOB    NOT NULL,
    person_id     BLOB    NOT NULL,
    label         TEXT    NOT NULL,
    -- Public key, counter and flags; JSON.
    key           TEXT    NOT NULL,
    made_at       INTEGER NOT NULL,
    used_at       INTEGER,
    PRIMARY KEY (space_id, credential_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_of_person ON passkey (space_id, person_id);

-- What was asked of one and is not answered yet: once, for five minutes.
CREATE TABLE ceremony (
    space_id   BLOB    NOT NULL REFERENCES space,
    code_hash  BLOB    NOT NULL,
    -- Whose new passkey; nobody's for a sign-in.
    person_id  BLOB,
    state      TEXT    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX ceremony_by_end ON ceremony (space_id, expires_at);
