-- What documents say, kept as it stood, so that they can be printed again byte for byte. The print
-- that names an edition holds its digest, and the audit attests the print.
CREATE TABLE edition (
    document        TEXT NOT NULL,
    edition         INTEGER NOT NULL CHECK (edition >= 1),
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    made_at         INTEGER NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (document, edition)
) STRICT, WITHOUT ROWID;

-- Nothing was printed before there were editions: the defaults are in no row.
ALTER TABLE print ADD COLUMN edition INTEGER NOT NULL DEFAULT 1 CHECK (edition >= 1);
ALTER TABLE print ADD COLUMN body TEXT NOT NULL DEFAULT '{}';
