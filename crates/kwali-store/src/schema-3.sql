-- Schema 3: how many codings each coder has made, kept by the file itself, so that to say so of a large
-- study not every coding must be read.

CREATE TABLE coding_totals (
    coder   INTEGER PRIMARY KEY,
    codings INTEGER NOT NULL
) STRICT;

INSERT INTO coding_totals (coder, codings) SELECT coder, count(*) FROM codings GROUP BY coder;

CREATE TRIGGER coding_added AFTER INSERT ON codings BEGIN
    INSERT INTO coding_totals (coder, codings) VALUES (new.coder, 1)
        ON CONFLICT (coder) DO UPDATE SET codings = codings + 1;
END;

CREATE TRIGGER coding_removed AFTER DELETE ON codings BEGIN
    UPDATE coding_totals SET codings = codings - 1 WHERE coder = old.coder;
END;

CREATE TRIGGER coding_given AFTER UPDATE OF coder ON codings BEGIN
    UPDATE coding_totals SET codings = codings - 1 WHERE coder = old.coder;
    INSERT INTO coding_totals (coder, codings) VALUES (new.coder, 1)
        ON CONFLICT (coder) DO UPDATE SET codings = codings + 1;
END;
