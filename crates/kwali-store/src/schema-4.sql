-- Schema 4: codings whose words are not in the corrected transcript any more. Their ids are those
-- they had among the codings; none is used twice.

CREATE TABLE lost_codings (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents (id),
    -- The revision in which they stood, where, and with which words.
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char   INTEGER NOT NULL CHECK (end_char > start_char),
    words      TEXT NOT NULL,
    code       INTEGER NOT NULL REFERENCES codes (id),
    coder      INTEGER NOT NULL REFERENCES coders (id),
    weight     INTEGER CHECK (weight BETWEEN 0 AND 100),
    name       TEXT UNIQUE,
    comment    TEXT,
    created    TEXT,
    origin     TEXT NOT NULL
) STRICT;
