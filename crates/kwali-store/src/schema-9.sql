-- Schema 9: what steps recorded of the rows stands under the journal's chain of hashes; and no coding
-- or memo has the number of another as its name.

-- SHA-256 of its row images, each with that of those before it; empty where it has none.
ALTER TABLE steps ADD COLUMN images_hash TEXT;
-- SHA-256 of the hash of the step before it and of all else in the row.
ALTER TABLE steps ADD COLUMN hash TEXT;
-- The hash of the step that ends with this entry, which is part of what the entry's own hash is made
-- from; nothing where none ends, and in entries that are older.
ALTER TABLE changes ADD COLUMN step_hash TEXT;

INSERT OR IGNORE INTO coding_details (coding, name, origin)
    SELECT id, 'kwali-' || id, 'person' FROM codings
    WHERE CAST(id AS TEXT) IN (SELECT name FROM coding_details UNION SELECT name FROM lost_codings)
      AND id NOT IN (SELECT coding FROM coding_details);
UPDATE OR IGNORE coding_details SET name = 'kwali-' || coding WHERE name IS NULL
    AND CAST(coding AS TEXT) IN (SELECT name FROM coding_details UNION SELECT name FROM lost_codings);
UPDATE OR IGNORE lost_codings SET name = 'kwali-' || id WHERE name IS NULL
    AND CAST(id AS TEXT) IN (SELECT name FROM coding_details UNION SELECT name FROM lost_codings);
UPDATE OR IGNORE memos SET name = 'kwali-' || id WHERE name IS NULL
    AND CAST(id AS TEXT) IN (SELECT name FROM memos);

-- Whether a step was taken back before is asked for at every undo.
CREATE INDEX steps_by_step ON steps (step) WHERE step IS NOT NULL;
