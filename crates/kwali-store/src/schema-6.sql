-- Schema 6: documents that had been coded when a code came into the codebook, and have not been read
-- again for it since. Codes that are older than this schema have no such documents: it is not known.

CREATE TABLE unread (
    code     INTEGER NOT NULL REFERENCES codes (id) ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (code, document)
) STRICT, WITHOUT ROWID;
