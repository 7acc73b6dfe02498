-- Schema 4: edits of several records that are one step of undo.
-- Never changed once released: a new schema is a new file.

-- The first edit of the step that this one is part of (its own id on the first); NULL: a step of its own. The stacks
-- name the first.
ALTER TABLE edits ADD COLUMN part_of INTEGER REFERENCES edits (id)

-- What the step as a whole did, on its first edit.
ALTER TABLE edits ADD COLUMN title TEXT

CREATE INDEX edits_by_step ON edits (part_of) WHERE part_of IS NOT NULL;
