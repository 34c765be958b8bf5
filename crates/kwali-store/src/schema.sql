-- Schema 1. Ids are never used twice, so that journal and manifests go on meaning what they meant.
-- Positions: start, end in UTF-8 bytes, start_char, end_char in code points; half-open.

CREATE TABLE study (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The journal: what was changed, by whom, when, from what to what (JSON).
CREATE TABLE changes (
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT CHECK (before IS NULL OR json_valid(before)),
    after   TEXT CHECK (after IS NULL OR json_valid(after)),
    -- Tells apart what went on differently after the study was put back from a copy.
    token   TEXT NOT NULL DEFAULT (lower(hex(randomblob(8))))
) STRICT;

CREATE TABLE participants (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    name  TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;

CREATE TABLE documents (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    place           INTEGER NOT NULL,
    name            TEXT NOT NULL UNIQUE CHECK (name <> ''),
    document_group  TEXT,
    language        TEXT NOT NULL,
    revision        INTEGER NOT NULL CHECK (revision >= 1),
    source_file     TEXT,
    source_sha256   TEXT,
    source_format   TEXT,
    source_encoding TEXT,
    text_sha256     TEXT NOT NULL,
    bytes           INTEGER NOT NULL,
    chars           INTEGER NOT NULL,
    words           INTEGER NOT NULL,
    paragraphs      INTEGER NOT NULL,
    changed         INTEGER NOT NULL REFERENCES changes (number)
) STRICT;

CREATE TABLE texts (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    content  TEXT NOT NULL,
    PRIMARY KEY (document, revision)
) STRICT;

CREATE TABLE paragraphs (
    document   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE speakers (
    document       INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number         INTEGER NOT NULL,
    name           TEXT NOT NULL,
    is_interviewer INTEGER NOT NULL CHECK (is_interviewer IN (0, 1)),
    participant    INTEGER REFERENCES participants (id),
    PRIMARY KEY (document, number),
    UNIQUE (document, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    document    INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    speaker     INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    start_char  INTEGER NOT NULL,
    end_char    INTEGER NOT NULL,
    words_start INTEGER NOT NULL,
    time_start  INTEGER,
    time_end    INTEGER,
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, speaker) REFERENCES speakers (document, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE variables (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('document', 'participant')),
    name  TEXT NOT NULL CHECK (name <> ''),
    kind  TEXT NOT NULL,
    UNIQUE (scope, name)
) STRICT;

CREATE TABLE document_values (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    variable INTEGER NOT NULL REFERENCES variables (id) ON DELETE CASCADE,
    value    TEXT NOT NULL,
    PRIMARY KEY (document, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE participant_values (
    participant INTEGER NOT NULL REFERENCES participants (id) ON DELETE CASCADE,
    variable    INTEGER NOT NULL REFERENCES variables (id) ON DELETE CASCADE,
    value       TEXT NOT NULL,
    PRIMARY KEY (participant, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    place   INTEGER NOT NULL,
    path    TEXT NOT NULL UNIQUE CHECK (path <> ''),
    include TEXT,
    exclude TEXT,
    example TEXT,
    colour  TEXT,
    kind    TEXT NOT NULL
) STRICT;

CREATE TABLE code_wordings (
    code     INTEGER NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    field    TEXT NOT NULL CHECK (field IN ('label', 'definition')),
    language TEXT NOT NULL,
    wording  TEXT NOT NULL,
    PRIMARY KEY (code, field, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE code_keywords (
    code     INTEGER NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    place    INTEGER NOT NULL,
    keyword  TEXT NOT NULL,
    PRIMARY KEY (code, language, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE coders (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    place     INTEGER NOT NULL,
    name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
    full_name TEXT
) STRICT;

CREATE TABLE codings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    document   INTEGER NOT NULL REFERENCES documents (id),
    start      INTEGER NOT NULL CHECK (start >= 0),
    end        INTEGER NOT NULL,
    start_char INTEGER NOT NULL CHECK (start_char >= 0),
    end_char   INTEGER NOT NULL,
    code       INTEGER NOT NULL REFERENCES codes (id),
    coder      INTEGER NOT NULL REFERENCES coders (id),
    weight     INTEGER CHECK (weight BETWEEN 0 AND 100),
    CHECK (end > start AND end_char > start_char AND end - start >= end_char - start_char)
) STRICT;

-- What belongs to a coding but to no count; kept apart so that counting reads little.
CREATE TABLE coding_details (
    coding  INTEGER PRIMARY KEY REFERENCES codings (id) ON DELETE CASCADE,
    name    TEXT UNIQUE,
    comment TEXT,
    created TEXT,
    origin  TEXT NOT NULL
) STRICT;

CREATE TABLE memos (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT UNIQUE,
    target_kind TEXT NOT NULL
                CHECK (target_kind IN ('study', 'document', 'participant', 'code', 'coding')),
    target      INTEGER,
    coder       INTEGER NOT NULL REFERENCES coders (id),
    created     TEXT,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    CHECK ((target_kind = 'study') = (target IS NULL))
) STRICT;
