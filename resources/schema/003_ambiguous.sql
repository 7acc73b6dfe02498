-- Schema 3: ambiguous zones that a curator sets, and records that cannot be decided.
-- Never changed once released: a new schema is a new file. SQLite cannot change a CHECK: the tables are made anew.

-- kind 'ambiguous': a zone that nothing is learned from; value is empty.
CREATE TABLE annotations_new (
    record_id INTEGER NOT NULL REFERENCES records (id),
    kind TEXT NOT NULL CHECK (kind IN ('core', 'label', 'ambiguous')),
    begin_pos INTEGER NOT NULL,
    end_pos INTEGER NOT NULL,
    value TEXT NOT NULL,
    open TEXT NOT NULL DEFAULT '' CHECK (open IN ('', '<', '>', '<>')),
    PRIMARY KEY (record_id, kind, begin_pos),
    CHECK (begin_pos >= 0 AND end_pos > begin_pos)
) STRICT, WITHOUT ROWID;

INSERT INTO annotations_new SELECT record_id, kind, begin_pos, end_pos, value, open FROM annotations

DROP TABLE annotations

ALTER TABLE annotations_new RENAME TO annotations

-- zones: 1 where the curator's zones, even if there are none, hold in place of those that came with the file.
CREATE TABLE review_new (
    record_id INTEGER PRIMARY KEY REFERENCES records (id),
    state TEXT NOT NULL CHECK (state IN ('unseen', 'seen', 'accepted', 'corrected', 'rejected', 'no_core', 'flagged',
                                         'ambiguous')),
    annotated INTEGER NOT NULL CHECK (annotated IN (0, 1)),
    note TEXT NOT NULL,
    zones INTEGER NOT NULL DEFAULT 0 CHECK (zones IN (0, 1))
) STRICT;

INSERT INTO review_new (record_id, state, annotated, note) SELECT record_id, state, annotated, note FROM review

DROP TABLE review

ALTER TABLE review_new RENAME TO review

CREATE INDEX review_by_state ON review (state)
