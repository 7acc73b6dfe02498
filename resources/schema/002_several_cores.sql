-- Schema 2: predictions of several typed cores, and gold that says more than cores and labels.
-- Never changed once released: a new schema is a new file.

-- The decision, by begin; none where the run says "no core". begin_pos and end_pos of predictions are the most probable
-- one's, for order and search.
CREATE TABLE predicted_cores (
    run_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    begin_pos INTEGER NOT NULL,
    end_pos INTEGER NOT NULL,
    type TEXT NOT NULL,
    open TEXT NOT NULL CHECK (open IN ('', '<', '>', '<>')),
    probability REAL NOT NULL,
    PRIMARY KEY (run_id, record_id, begin_pos),
    FOREIGN KEY (run_id, record_id) REFERENCES predictions (run_id, record_id) ON DELETE CASCADE,
    CHECK (begin_pos >= 0 AND end_pos > begin_pos)
) STRICT, WITHOUT ROWID;

INSERT INTO predicted_cores
SELECT run_id, record_id, begin_pos, end_pos, 'core', '', score FROM predictions WHERE begin_pos IS NOT NULL

ALTER TABLE candidates ADD COLUMN type TEXT NOT NULL DEFAULT 'core'

ALTER TABLE runs ADD COLUMN types TEXT NOT NULL DEFAULT '["core"]'

-- P(inside a core of each type of the run), one type after the other; NULL = one type.
ALTER TABLE tracks ADD COLUMN type_tracks BLOB

-- ambiguous: JSON [[begin, end], ...]; target: JSON list of labels without positions, '[]' = not known.
ALTER TABLE gold ADD COLUMN ambiguous TEXT NOT NULL DEFAULT '[]'

ALTER TABLE gold ADD COLUMN target TEXT NOT NULL DEFAULT '[]'

-- Open ends of curated cores.
ALTER TABLE annotations ADD COLUMN open TEXT NOT NULL DEFAULT '' CHECK (open IN ('', '<', '>', '<>'))
