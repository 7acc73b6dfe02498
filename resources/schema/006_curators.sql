-- Schema 6: decisions that were made without the prediction in view; bookmarks.
-- Never changed once released: a new schema is a new file.

-- 1: neither prediction nor gold was shown when the curator made it.
ALTER TABLE edits ADD COLUMN blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1))

-- Places to come back to. They are no annotation, and not part of the log.
CREATE TABLE bookmarks (
    id INTEGER PRIMARY KEY,
    record_id INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    begin_pos INTEGER NOT NULL,
    end_pos INTEGER NOT NULL,
    name TEXT NOT NULL,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    CHECK (begin_pos >= 0 AND end_pos > begin_pos)
) STRICT

CREATE INDEX bookmarks_by_record ON bookmarks (record_id)
