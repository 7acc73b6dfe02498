-- Schema 5: records whose sequences are equal or near-identical.
-- Never changed once released: a new schema is a new file.

-- Derived from residues, and found anew when records were added; meta 'kin_searched_to': the last record that was looked
-- at. A record that nothing is like has no row. same, near: the first record of its groups; all of one same are of one
-- near.
CREATE TABLE kin (
    record_id INTEGER PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE,
    same INTEGER NOT NULL,
    near INTEGER NOT NULL,
    same_count INTEGER NOT NULL CHECK (same_count >= 1),
    near_count INTEGER NOT NULL CHECK (near_count >= 2)
) STRICT;

CREATE INDEX kin_by_same ON kin (same);

CREATE INDEX kin_by_near ON kin (near);
