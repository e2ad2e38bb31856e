-- Photos that rows of kind `photo` speak of, made anew from what came: one for each
-- collector and one for each child, also where two are the same picture.
CREATE TABLE blob (
    space_id    BLOB    NOT NULL REFERENCES space,
    -- Whom it shows: the act that named the collector, or the child.
    photo_id    BLOB    NOT NULL,
    child_id    BLOB    NOT NULL,
    act_id      BLOB    NOT NULL,
    device_id   BLOB    NOT NULL,
    -- As the act names it, and of the bytes that are kept.
    hash        BLOB    NOT NULL,
    stored      BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    bytes       BLOB    NOT NULL,
    PRIMARY KEY (space_id, photo_id)
) STRICT;
CREATE INDEX blob_by_hash ON blob (space_id, hash);
