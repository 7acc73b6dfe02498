-- Schema 4: edits of several records that are one step of undo; how unsure runs were of boundaries; named views.
-- Never changed once released: a new schema is a new file.

-- The first edit of the step that this one is part of (its own id on the first); NULL: a step of its own. The stacks
-- name the first.
ALTER TABLE edits ADD COLUMN part_of INTEGER REFERENCES edits (id)

-- What the step as a whole did, on its first edit.
ALTER TABLE edits ADD COLUMN title TEXT

CREATE INDEX edits_by_step ON edits (part_of) WHERE part_of IS NOT NULL

-- Bits: how unsure the run was of where the cores of its decision begin and end. NULL: no core, no tracks, or a run of an
-- older version.
ALTER TABLE predictions ADD COLUMN start_entropy REAL

ALTER TABLE predictions ADD COLUMN end_entropy REAL

-- The larger of the two. A column, because an index of an expression does not spare looking into the table.
ALTER TABLE predictions ADD COLUMN vaguest_entropy REAL

CREATE INDEX predictions_by_entropy ON predictions (run_id, vaguest_entropy)

-- Filters of the queue that have a name; filter: JSON.
CREATE TABLE views (
    name TEXT PRIMARY KEY,
    filter TEXT NOT NULL
) STRICT, WITHOUT ROWID;
