-- Being told (P7): what is to reach a guardian outside the open app. The server's own
-- notes, and no part of any record.
CREATE TABLE told (
    space_id   UUID    NOT NULL REFERENCES space,
    act_id     UUID    NOT NULL,
    person_id  UUID    NOT NULL,
    -- About whom; of several children of one person the first.
    child_id   UUID    NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    -- Of the act: whose rows go up to it has it before their eyes.
    version    BIGINT NOT NULL,
    said_at    BIGINT NOT NULL,
    -- When it is to be sent next: a lease moves it on. None when it is not sent any more.
    next_at    BIGINT,
    tries      BIGINT NOT NULL DEFAULT 0,
    -- On the staff's call list from then on.
    calls_at   BIGINT,
    handed_at  BIGINT,
    -- Read in the app, called, or no longer so.
    settled_at BIGINT,
    -- The act that did; taken back, it opens this again. None when it was read.
    settled_by UUID,
    PRIMARY KEY (space_id, act_id, person_id)
);
CREATE INDEX told_next ON told (space_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX told_open ON told (space_id, person_id) WHERE settled_at IS NULL;
CREATE INDEX told_of_child ON told (space_id, child_id) WHERE settled_at IS NULL;
CREATE INDEX told_calls ON told (space_id, calls_at)
    WHERE settled_at IS NULL AND calls_at IS NOT NULL;
CREATE INDEX told_by ON told (space_id, settled_by) WHERE settled_by IS NOT NULL;
CREATE INDEX told_by_age ON told (space_id, said_at);

-- Up to which version the journal was looked through.
CREATE TABLE told_until (
    space_id UUID    NOT NULL PRIMARY KEY REFERENCES space,
    version  BIGINT NOT NULL
);

-- What an older program took is news to nobody.
INSERT INTO told_until (space_id, version) SELECT space_id, version FROM space;

-- How a person wants to be told; JSON.
CREATE TABLE telling (
    space_id  UUID NOT NULL REFERENCES space,
    person_id UUID NOT NULL,
    choice    TEXT NOT NULL,
    PRIMARY KEY (space_id, person_id)
);
