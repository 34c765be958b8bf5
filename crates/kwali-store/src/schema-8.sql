-- Schema 8: what the program proposed, and what became of it. It is in no count; what a person
-- accepts becomes a coding.

CREATE TABLE suggestions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    document   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    -- The revision in which it stands, and where.
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    start      INTEGER CHECK (start >= 0),
    end        INTEGER CHECK (end > start),
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char   INTEGER NOT NULL CHECK (end_char > start_char),
    -- Instead of start and end, its words, where the corrected transcript has them no more.
    lost_words TEXT,
    code       INTEGER NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    way        TEXT NOT NULL CHECK (way IN ('dictionary', 'likeness')),
    -- In thousandths.
    score      INTEGER NOT NULL CHECK (score >= 0),
    reasons    TEXT NOT NULL CHECK (json_valid(reasons)),
    created    TEXT,
    -- What was decided, by whom and when; nothing while it is open.
    verdict    TEXT CHECK (verdict IN ('accepted', 'rejected')),
    coder      INTEGER REFERENCES coders (id),
    decided    TEXT,
    -- The coding it became. That may have been removed since, or lost; ids are never used twice.
    coding     INTEGER,
    CHECK ((start IS NULL) = (lost_words IS NOT NULL) AND (start IS NULL) = (end IS NULL)),
    CHECK ((verdict IS NULL) = (coder IS NULL)),
    CHECK (verdict IS NOT NULL OR (decided IS NULL AND coding IS NULL))
) STRICT;

CREATE INDEX suggestions_by_document ON suggestions (document);
CREATE INDEX suggestions_by_code ON suggestions (code, document, start_char);
