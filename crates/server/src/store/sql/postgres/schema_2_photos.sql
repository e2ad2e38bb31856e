-- Photos also of what is no child's: of a fault, of a sheet. Whose a photo is, its rows
-- say; they are found by what it shows.
ALTER TABLE blob DROP COLUMN child_id;
CREATE INDEX row_of_photo ON "row" (space_id, key) WHERE kind = 'photo';
-- Photos of activities, by the child who can be seen on them: a consent ends at once.
CREATE INDEX row_of_activities ON "row" (space_id) WHERE kind = 'activities';
