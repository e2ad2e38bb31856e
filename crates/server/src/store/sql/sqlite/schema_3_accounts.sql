-- Signing in: sessions that a person can tell apart and end.

ALTER TABLE session ADD COLUMN session_id BLOB;
ALTER TABLE session ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- 1: a passphrase; 2: a second factor as well, or a passkey.
ALTER TABLE session ADD COLUMN factors INTEGER NOT NULL DEFAULT 1;
UPDATE session SET session_id = randomblob(16);
