-- Schema 7: what every change did to the rows, so that it can be taken back and done again; and the
-- journal as a chain: each entry holds a hash over itself and the hash of the entry before it.

ALTER TABLE changes ADD COLUMN hash TEXT;

-- What was done in one transaction: the unit of undo. Numbered like the last of its journal entries.
CREATE TABLE steps (
    number      INTEGER PRIMARY KEY REFERENCES changes (number),
    first_entry INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('change', 'undo', 'redo')),
    -- The step that was taken back or done again.
    step        INTEGER REFERENCES steps (number),
    -- The last of its row images; they begin behind those of the step before.
    last_image  INTEGER NOT NULL,
    -- Ids that were given out in it: {"codings": [101, 1100]}. Rows that have them are new, and have
    -- no images.
    new_ids     TEXT NOT NULL CHECK (json_valid(new_ids)),
    CHECK ((kind = 'change') = (step IS NULL))
) STRICT;

-- Rows as they were before they changed, in the order in which they did.
CREATE TABLE row_images (
    number   INTEGER PRIMARY KEY,
    in_table TEXT NOT NULL,
    -- All values of the row as it was, by column; nothing if there was no such row.
    was      TEXT CHECK (was IS NULL OR json_valid(was)),
    -- The key by which the row is found now; nothing if it is gone.
    key      TEXT CHECK (key IS NULL OR json_valid(key)),
    CHECK (was IS NOT NULL OR key IS NOT NULL)
) STRICT;
