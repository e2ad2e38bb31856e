-- Every primary key begins with the space, so that one table can be spread by
-- space. People, sessions and devices live in the district's space. Text is compared
-- byte by byte, as SQLite does: the order of rows on a page is part of the protocol.

-- What SQLite brings along and our statements use.

CREATE FUNCTION hex(uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT upper(replace($1::text, '-', '')) $$;
CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT upper(encode($1, 'hex')) $$;
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT strpos($1, $2) $$;
CREATE FUNCTION instr(bytea, bytea) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT position($2 IN $1) $$;
CREATE FUNCTION json_valid(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ BEGIN PERFORM $1::json; RETURN true; EXCEPTION WHEN others THEN RETURN false; END $$;
-- A text of an object that we wrote ourselves, without spaces. PostgreSQL's own JSON
-- does not read every text that JSON may hold (\u0000).
CREATE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT substring($1 FROM '"' || substr($2, 3) || '":"([^"\\]*)"') $$;

CREATE TABLE meta (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT             NOT NULL
);

CREATE TABLE space (
    space_id  UUID   NOT NULL PRIMARY KEY,
    kind      TEXT   NOT NULL CHECK (kind IN ('district', 'school')),
    version   BIGINT NOT NULL DEFAULT 0,
    -- Removed rows are kept from this version on.
    kept_from BIGINT NOT NULL DEFAULT 0
);

-- Every version, whole: what came, and every row that it wrote. `mac` binds an entry
-- into the tree; it stays when bytes, signature, salt and effect are erased.
CREATE TABLE journal (
    space_id    UUID   NOT NULL REFERENCES space,
    version     BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    act_id      UUID,
    bytes       BYTEA,
    signature   BYTEA,
    salt        BYTEA  NOT NULL,
    effect      TEXT   NOT NULL,
    mac         BYTEA,
    PRIMARY KEY (space_id, version)
);

-- The right edge of each school's tree: the roots of its complete subtrees.
CREATE TABLE tree (
    space_id UUID   NOT NULL PRIMARY KEY REFERENCES space,
    size     BIGINT NOT NULL,
    edge     BYTEA  NOT NULL
);

-- Every act with its verdict now; its words are in the journal, at `first_version`.
CREATE TABLE act (
    space_id      UUID   NOT NULL REFERENCES space,
    act_id        UUID   NOT NULL,
    hash          BYTEA  NOT NULL,
    device_id     UUID   NOT NULL,
    actor_id      UUID,
    verdict       TEXT   NOT NULL CHECK (verdict IN ('applied', 'turned_away', 'held')),
    code          TEXT   NOT NULL DEFAULT '',
    version       BIGINT NOT NULL,
    first_version BIGINT NOT NULL,
    received_at   BIGINT NOT NULL,
    PRIMARY KEY (space_id, act_id, hash)
);
-- One content under one id; what came later under it is kept beside it, refused.
CREATE UNIQUE INDEX act_once ON act (space_id, act_id) WHERE code <> 'id_reuse';
CREATE INDEX act_not_applied ON act (space_id, device_id, received_at) WHERE verdict <> 'applied';
CREATE INDEX act_held ON act (space_id, version) WHERE verdict = 'held';

CREATE TABLE waiting (
    space_id UUID NOT NULL REFERENCES space,
    on_act   UUID NOT NULL,
    act_id   UUID NOT NULL,
    PRIMARY KEY (space_id, on_act, act_id)
);

-- Sealed acts that no key of their school opens, as they came.
CREATE TABLE sealed_act (
    space_id    UUID   NOT NULL REFERENCES space,
    act_id      UUID   NOT NULL,
    hash        BYTEA  NOT NULL,
    device_id   UUID   NOT NULL,
    received_at BIGINT NOT NULL,
    text        TEXT   NOT NULL,
    PRIMARY KEY (space_id, act_id, hash)
);
CREATE INDEX sealed_act_of_device ON sealed_act (space_id, device_id, received_at);

-- What acts came to. A removed row keeps its place, without a body.
CREATE TABLE "row" (
    space_id UUID             NOT NULL REFERENCES space,
    audience TEXT COLLATE "C" NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    key      TEXT COLLATE "C" NOT NULL,
    version  BIGINT           NOT NULL,
    body     TEXT,
    PRIMARY KEY (space_id, audience, kind, key)
);
CREATE INDEX row_by_version ON "row" (space_id, audience, version);
CREATE INDEX row_child_by_class ON "row" (space_id, json_extract(body, '$.class'))
    WHERE audience = 'roll' AND kind = 'child' AND body IS NOT NULL;

CREATE TABLE audience_sum (
    space_id UUID             NOT NULL REFERENCES space,
    audience TEXT COLLATE "C" NOT NULL,
    sum      BIGINT           NOT NULL,
    PRIMARY KEY (space_id, audience)
);

-- Photos that rows of kind `photo` speak of, made anew from what came: one for each
-- collector and one for each child, also where two are the same picture.
CREATE TABLE blob (
    space_id    UUID   NOT NULL REFERENCES space,
    -- Whom it shows: the act that named the collector, or the child.
    photo_id    UUID   NOT NULL,
    child_id    UUID   NOT NULL,
    act_id      UUID   NOT NULL,
    device_id   UUID   NOT NULL,
    -- As the act names it, and of the bytes that are kept.
    hash        BYTEA  NOT NULL,
    stored      BYTEA  NOT NULL,
    received_at BIGINT NOT NULL,
    bytes       BYTEA  NOT NULL,
    PRIMARY KEY (space_id, photo_id)
);
CREATE INDEX blob_by_hash ON blob (space_id, hash);

-- Who was given what about children: once for each day, device and audience, not
-- for each row. Guardians may read it (P10).
CREATE TABLE delivery (
    space_id  UUID             NOT NULL REFERENCES space,
    day       TEXT COLLATE "C" NOT NULL,
    person_id UUID             NOT NULL,
    device_id UUID             NOT NULL,
    audience  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (space_id, day, person_id, device_id, audience)
);

-- Children who were erased, by a hash of their random id: what a tablet kept about
-- one of them and sends later is turned away unread.
CREATE TABLE erased (
    space_id UUID             NOT NULL REFERENCES space,
    mark     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (space_id, mark)
);

-- Sealing keys of schools, every generation: P-256 private keys. The present one is
-- not retired.
CREATE TABLE seal_key (
    space_id   UUID             NOT NULL REFERENCES space,
    key_id     TEXT COLLATE "C" NOT NULL,
    private    BYTEA            NOT NULL,
    public     BYTEA            NOT NULL,
    made_at    BIGINT           NOT NULL,
    retired_at BIGINT,
    PRIMARY KEY (space_id, key_id)
);
CREATE UNIQUE INDEX seal_key_now ON seal_key (space_id) WHERE retired_at IS NULL;

-- Keys under which schools sign passes and cards, every generation: PKCS #8. The
-- present one is not retired; the others still verify what they signed.
CREATE TABLE pass_key (
    space_id   UUID   NOT NULL REFERENCES space,
    key_name   BYTEA  NOT NULL,
    private    BYTEA  NOT NULL,
    public     BYTEA  NOT NULL,
    made_at    BIGINT NOT NULL,
    retired_at BIGINT,
    PRIMARY KEY (space_id, key_name)
);
CREATE UNIQUE INDEX pass_key_now ON pass_key (space_id) WHERE retired_at IS NULL;

CREATE TABLE person (
    space_id  UUID             NOT NULL REFERENCES space,
    person_id UUID             NOT NULL,
    login     TEXT COLLATE "C" NOT NULL,
    hash      TEXT             NOT NULL,
    PRIMARY KEY (space_id, person_id),
    UNIQUE (space_id, login)
);

CREATE TABLE session (
    space_id   UUID   NOT NULL REFERENCES space,
    token_hash BYTEA  NOT NULL,
    person_id  UUID   NOT NULL,
    begun_at   BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    session_id UUID   NOT NULL,
    label      TEXT   NOT NULL DEFAULT '',
    -- 1: a passphrase; 2: a second factor as well, or a passkey.
    factors    BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (space_id, token_hash)
);
CREATE INDEX session_of_person ON session (space_id, person_id);

CREATE TABLE device (
    space_id    UUID   NOT NULL REFERENCES space,
    device_id   UUID   NOT NULL,
    public_key  BYTEA  NOT NULL,
    enrolled_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, device_id)
);

CREATE TABLE device_person (
    space_id  UUID   NOT NULL,
    device_id UUID   NOT NULL,
    person_id UUID   NOT NULL,
    since     BIGINT NOT NULL,
    PRIMARY KEY (space_id, device_id, person_id),
    FOREIGN KEY (space_id, device_id) REFERENCES device
);

CREATE TABLE invitation (
    space_id      UUID   NOT NULL REFERENCES space,
    code_hash     BYTEA  NOT NULL,
    person_id     UUID   NOT NULL,
    school_id     UUID   NOT NULL,
    expires_at    BIGINT NOT NULL,
    used_at       BIGINT,
    invitation_id UUID   NOT NULL,
    made_by       UUID,
    made_at       BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id, code_hash)
);
CREATE INDEX invitation_of_person ON invitation (space_id, school_id, person_id);

-- Codes with which a device becomes a shared tablet: once, for ten minutes.
CREATE TABLE pairing (
    space_id   UUID   NOT NULL REFERENCES space,
    code_hash  BYTEA  NOT NULL,
    tablet_id  UUID   NOT NULL,
    school_id  UUID   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, code_hash)
);
CREATE INDEX pairing_of_tablet ON pairing (space_id, tablet_id);

-- An authenticator's secret has to be read back; recovery codes do not.
CREATE TABLE authenticator (
    space_id  UUID   NOT NULL REFERENCES space,
    person_id UUID   NOT NULL,
    -- Counts from its first code on.
    secret    BYTEA,
    -- Shown, and gave no code yet.
    offered   BYTEA,
    -- The last half minute whose code was used: each works once.
    step      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id, person_id)
);

CREATE TABLE recovery_code (
    space_id  UUID  NOT NULL REFERENCES space,
    person_id UUID  NOT NULL,
    code_hash BYTEA NOT NULL,
    PRIMARY KEY (space_id, person_id, code_hash)
);

CREATE TABLE handover (
    space_id   UUID   NOT NULL REFERENCES space,
    code_hash  BYTEA  NOT NULL,
    person_id  UUID   NOT NULL,
    factors    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, code_hash)
);

-- Passkeys: signing in without a name.
CREATE TABLE passkey (
    space_id      UUID   NOT NULL REFERENCES space,
    credential_id BYTEA  NOT NULL,
    passkey_id    UUID   NOT NULL,
    person_id     UUID   NOT NULL,
    label         TEXT   NOT NULL,
    -- Public key, counter and flags; JSON.
    key           TEXT   NOT NULL,
    made_at       BIGINT NOT NULL,
    used_at       BIGINT,
    PRIMARY KEY (space_id, credential_id)
);
CREATE INDEX passkey_of_person ON passkey (space_id, person_id);

-- What was asked of one and is not answered yet: once, for five minutes.
CREATE TABLE ceremony (
    space_id   UUID   NOT NULL REFERENCES space,
    code_hash  BYTEA  NOT NULL,
    -- Whose new passkey; nobody's for a sign-in.
    person_id  UUID,
    state      TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (space_id, code_hash)
);
CREATE INDEX ceremony_by_end ON ceremony (space_id, expires_at);
