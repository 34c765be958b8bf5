-- Schema 10: what stands in the tables is under the journal's chain of hashes, so that it is known if
-- another program changed it.

-- For each table the sum of the SHA-256 of its rows, as four numbers of 64 bits in hexadecimal digits.
CREATE TABLE content_sums (
    in_table TEXT PRIMARY KEY,
    sum      TEXT NOT NULL
) STRICT;

-- SHA-256 of these sums when the step had been done; nothing in steps that are older.
ALTER TABLE steps ADD COLUMN content TEXT;
