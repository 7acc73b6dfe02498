-- Schema 1 of a CoreSpan project. Statements are separated by empty lines. Spans are 0-based half-open.
-- Never changed once released: a new schema is a new file.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE label_sets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Gold labels name label ids in their blobs: an id keeps its meaning for ever, only position and colour change.
CREATE TABLE labels (
    id INTEGER PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES label_sets (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    UNIQUE (set_id, name)
) STRICT;

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    alphabet TEXT NOT NULL CHECK (alphabet IN ('protein', 'dna', 'rna', 'text')),
    length INTEGER NOT NULL CHECK (length >= 0),
    source TEXT NOT NULL,
    meta TEXT NOT NULL
) STRICT;

CREATE INDEX records_by_length ON records (length);

-- Chunks of 65,536 residues, the last one shorter; one byte a residue.
CREATE TABLE residues (
    id INTEGER PRIMARY KEY,
    record_id INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (record_id, chunk)
) STRICT;

-- What the imported file said. cores: JSON [[begin, end, type], ...]; labels: one little-endian 16-bit label id a
-- position, 0 = none; NULL = no labels.
CREATE TABLE gold (
    record_id INTEGER PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE,
    annotated INTEGER NOT NULL CHECK (annotated IN (0, 1)),
    cores TEXT NOT NULL,
    labels BLOB
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL,
    weights_sha256 TEXT NOT NULL,
    options TEXT NOT NULL,
    device TEXT NOT NULL,
    precision TEXT NOT NULL,
    labels TEXT NOT NULL,
    started TEXT NOT NULL
) STRICT;

-- begin_pos and end_pos are NULL where the run says "no core".
CREATE TABLE predictions (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    record_id INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    begin_pos INTEGER,
    end_pos INTEGER,
    score REAL NOT NULL,
    margin REAL NOT NULL,
    null_score REAL NOT NULL,
    PRIMARY KEY (run_id, record_id),
    CHECK ((begin_pos IS NULL) = (end_pos IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX predictions_by_margin ON predictions (run_id, margin);

CREATE INDEX predictions_by_record ON predictions (record_id);

CREATE TABLE candidates (
    run_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    begin_pos INTEGER NOT NULL,
    end_pos INTEGER NOT NULL,
    score REAL NOT NULL,
    probability REAL NOT NULL,
    PRIMARY KEY (run_id, record_id, rank),
    FOREIGN KEY (run_id, record_id) REFERENCES predictions (run_id, record_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Little-endian: IEEE binary16 for probabilities, 16-bit integers for label indices of the run. NULL = not there.
CREATE TABLE tracks (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL,
    start_track BLOB,
    end_track BLOB,
    core_track BLOB,
    top_label BLOB,
    top_probability BLOB,
    UNIQUE (run_id, record_id),
    FOREIGN KEY (run_id, record_id) REFERENCES predictions (run_id, record_id) ON DELETE CASCADE
) STRICT;

-- A curator's spans and labels. kind 'core': value is the type; kind 'label': value is the label of the positions.
CREATE TABLE annotations (
    record_id INTEGER NOT NULL REFERENCES records (id),
    kind TEXT NOT NULL CHECK (kind IN ('core', 'label')),
    begin_pos INTEGER NOT NULL,
    end_pos INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, kind, begin_pos),
    CHECK (begin_pos >= 0 AND end_pos > begin_pos)
) STRICT, WITHOUT ROWID;

-- A record without a row is unseen. annotated without a core in annotations: the curator says "no core".
CREATE TABLE review (
    record_id INTEGER PRIMARY KEY REFERENCES records (id),
    state TEXT NOT NULL CHECK (state IN ('unseen', 'seen', 'accepted', 'corrected', 'rejected', 'no_core', 'flagged')),
    annotated INTEGER NOT NULL CHECK (annotated IN (0, 1)),
    note TEXT NOT NULL
) STRICT;

CREATE INDEX review_by_state ON review (state);

-- The audit trail, which is the undo stack too. Each row holds the record before and after, and the tops of the undo and
-- redo stacks once it was written; below is the row under this one on the stack that it went to.
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id INTEGER NOT NULL REFERENCES records (id),
    role TEXT NOT NULL CHECK (role IN ('edit', 'undo', 'redo')),
    kind TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    undoes INTEGER REFERENCES edits (id),
    summary TEXT NOT NULL,
    below INTEGER REFERENCES edits (id),
    undo_top INTEGER REFERENCES edits (id),
    redo_top INTEGER REFERENCES edits (id)
) STRICT;

CREATE INDEX edits_by_record ON edits (record_id);

CREATE TRIGGER edits_are_not_changed BEFORE UPDATE ON edits BEGIN
    SELECT RAISE (ABORT, 'the log of edits only grows');
END;

CREATE TRIGGER edits_are_not_removed BEFORE DELETE ON edits BEGIN
    SELECT RAISE (ABORT, 'the log of edits only grows');
END;
