-- Schema 2: queries that were given a name, as text in the query language.

CREATE TABLE queries (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE CHECK (name <> ''),
    query TEXT NOT NULL
) STRICT;
