-- Schema 5: what was changed in a text since its file was read. No row where nothing was.

CREATE TABLE source_maps (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    edits    TEXT NOT NULL CHECK (json_valid(edits)),
    PRIMARY KEY (document, revision)
) STRICT;
