-- The code that binds an entry into the tree (`journal.rs`). It stays when bytes,
-- signature, salt and effect are erased; an erased entry has an empty salt.
ALTER TABLE journal ADD COLUMN mac BLOB;

-- The right edge of each school's tree: the roots of its complete subtrees.
CREATE TABLE tree (
    space_id BLOB    NOT NULL PRIMARY KEY REFERENCES space,
    size     INTEGER NOT NULL,
    edge     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Children who were erased, by a hash of their random id: what a tablet kept about
-- one of them and sends later is turned away unread.
CREATE TABLE erased (
    space_id BLOB NOT NULL REFERENCES space,
    mark     TEXT NOT NULL,
    PRIMARY KEY (space_id, mark)
) STRICT, WITHOUT ROWID;
