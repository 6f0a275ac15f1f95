-- The first schema. Ids are UUIDv7 (16 bytes), times are milliseconds since 1970-01-01 UTC, days are
-- YYYY-MM-DD at the service point, amounts are 分. Members that no query looks at stand together in a
-- JSON column, written and read by one type of desk-core.

-- The service point; one row, written at first start.
CREATE TABLE point (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    practice        INTEGER NOT NULL CHECK (practice IN (0, 1)),
    epoch           INTEGER NOT NULL CHECK (epoch >= 1),
    body            TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    name            TEXT NOT NULL,
    badge           TEXT NOT NULL UNIQUE,
    role            TEXT NOT NULL,
    active          INTEGER NOT NULL CHECK (active IN (0, 1)),
    pin             TEXT,
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    name            TEXT NOT NULL,
    tier            TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    merged_into     BLOB REFERENCES customer (id),
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

-- A number can be a family's: several customers may have it.
CREATE TABLE phone (
    customer        BLOB NOT NULL REFERENCES customer (id),
    position        INTEGER NOT NULL,
    number          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    PRIMARY KEY (customer, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX phone_number ON phone (number);

CREATE TABLE address (
    customer        BLOB NOT NULL REFERENCES customer (id),
    position        INTEGER NOT NULL,
    region          TEXT NOT NULL,
    detail          TEXT NOT NULL,
    PRIMARY KEY (customer, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX address_place ON address (detail, region);

CREATE TABLE appliance (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    customer        BLOB NOT NULL REFERENCES customer (id),
    category        TEXT NOT NULL,
    model           TEXT,
    serial_number   TEXT,
    created_at      INTEGER NOT NULL,
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX appliance_customer ON appliance (customer);
-- As it is searched, in capitals and without hyphens and spaces; so too the numbers below.
CREATE INDEX appliance_plain ON appliance (
    upper(replace(replace(serial_number, '-', ''), ' ', ''))
) WHERE serial_number IS NOT NULL;

-- Earlier work that the repeat-repair guard and the warranty look at: written when a ticket is
-- completed, or entered from paper (补录).
CREATE TABLE job (
    id              TEXT PRIMARY KEY,
    appliance       BLOB NOT NULL REFERENCES appliance (id),
    ticket          BLOB REFERENCES ticket (id),
    completed_on    TEXT NOT NULL,
    last_day        TEXT NOT NULL,
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX job_appliance ON job (appliance);
CREATE INDEX job_ticket ON job (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE ticket (
    seq             INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    number          TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    service         TEXT NOT NULL,
    state           TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    customer        BLOB NOT NULL REFERENCES customer (id),
    appliance       BLOB REFERENCES appliance (id),
    intake          TEXT NOT NULL,
    course          TEXT NOT NULL,
    total_fen       INTEGER NOT NULL,
    paid_fen        INTEGER NOT NULL
) STRICT;

CREATE INDEX ticket_plain ON ticket (replace(number, '-', ''));
CREATE INDEX ticket_state ON ticket (state, seq);
CREATE INDEX ticket_customer ON ticket (customer);
CREATE INDEX ticket_appliance ON ticket (appliance) WHERE appliance IS NOT NULL;

CREATE TABLE fault_line (
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    position        INTEGER NOT NULL,
    id              TEXT NOT NULL,
    appliance       BLOB NOT NULL REFERENCES appliance (id),
    cover           TEXT NOT NULL,
    policy_version  TEXT NOT NULL,
    body            TEXT NOT NULL,
    PRIMARY KEY (ticket, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    version         INTEGER NOT NULL CHECK (version >= 1),
    quoted_at       INTEGER NOT NULL,
    policy_version  TEXT NOT NULL,
    tariff_version  TEXT NOT NULL,
    total_fen       INTEGER NOT NULL CHECK (total_fen >= 0),
    body            TEXT NOT NULL,
    PRIMARY KEY (ticket, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
    ticket          BLOB NOT NULL,
    position        INTEGER NOT NULL,
    quote_version   INTEGER NOT NULL,
    consented_at    INTEGER NOT NULL,
    body            TEXT NOT NULL,
    PRIMARY KEY (ticket, position),
    FOREIGN KEY (ticket, quote_version) REFERENCES quote (ticket, version)
) STRICT, WITHOUT ROWID;

-- What was charged at the time; never computed again.
CREATE TABLE bill (
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    version         INTEGER NOT NULL CHECK (version >= 1),
    billed_at       INTEGER NOT NULL,
    outcome         TEXT NOT NULL,
    policy_version  TEXT NOT NULL,
    total_fen       INTEGER NOT NULL CHECK (total_fen >= 0),
    body            TEXT NOT NULL,
    PRIMARY KEY (ticket, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE bill_row (
    ticket          BLOB NOT NULL,
    version         INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    id              TEXT NOT NULL,
    name            TEXT NOT NULL,
    unit            TEXT NOT NULL,
    unit_fen        INTEGER NOT NULL CHECK (unit_fen >= 0),
    qty             TEXT NOT NULL,
    full_fen        INTEGER NOT NULL CHECK (full_fen >= 0),
    charged_fen     INTEGER NOT NULL CHECK (charged_fen >= 0),
    clause          TEXT,
    PRIMARY KEY (ticket, version, position),
    FOREIGN KEY (ticket, version) REFERENCES bill (ticket, version)
) STRICT, WITHOUT ROWID;

-- Money that changed hands; refunds and reversals are below zero. Never edited.
CREATE TABLE payment (
    receipt         TEXT PRIMARY KEY REFERENCES document (number),
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    position        INTEGER NOT NULL,
    paid_at         INTEGER NOT NULL,
    amount_fen      INTEGER NOT NULL CHECK (amount_fen <> 0),
    method          TEXT NOT NULL,
    purpose         TEXT NOT NULL,
    body            TEXT NOT NULL,
    UNIQUE (ticket, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_at ON payment (paid_at);

-- Numbered documents: receipts (SJ) and repair vouchers with warranty slip (BX). Never deleted: a
-- wrong one is voided (作废) with its reason.
CREATE TABLE document (
    number          TEXT PRIMARY KEY,
    series          TEXT NOT NULL,
    n               INTEGER NOT NULL CHECK (n >= 1),
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    position        INTEGER NOT NULL,
    issued_at       INTEGER NOT NULL,
    voided_at       INTEGER,
    void_reason     TEXT,
    UNIQUE (series, n),
    UNIQUE (ticket, position),
    CHECK ((voided_at IS NULL) = (void_reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX document_plain ON document (replace(number, '-', ''), ticket);

-- Every print of a document; of an intake slip the document is its ticket's number.
CREATE TABLE print (
    document        TEXT NOT NULL,
    position        INTEGER NOT NULL,
    ticket          BLOB NOT NULL REFERENCES ticket (id),
    printed_at      INTEGER NOT NULL,
    paper           TEXT NOT NULL,
    printed_by      TEXT NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX print_ticket ON print (ticket);

-- Half-written forms. Not in the audit chain.
CREATE TABLE draft (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind            TEXT NOT NULL,
    saved_at        INTEGER NOT NULL,
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last number given out of each series: SJ, BX, and of tickets one a kind and day (WX-20261122).
-- `asked` is 1 while the last paper number is not known after a restore: none is given out until
-- somebody tells it.
CREATE TABLE series (
    name            TEXT PRIMARY KEY,
    last            INTEGER NOT NULL CHECK (last >= 0),
    asked           INTEGER NOT NULL CHECK (asked IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Numbers that no document of this file has, with the reason (灾后空号).
CREATE TABLE number_gap (
    series          TEXT NOT NULL,
    first           INTEGER NOT NULL CHECK (first >= 1),
    last            INTEGER NOT NULL,
    recorded_at     INTEGER NOT NULL,
    reason          TEXT NOT NULL,
    PRIMARY KEY (series, first),
    CHECK (last >= first)
) STRICT, WITHOUT ROWID;

-- The chain: hash = SHA-256(hash of the row before ‖ header ‖ payload_hash), where payload_hash =
-- SHA-256(salt ‖ payload). Salt and payload can be erased and the chain still holds.
CREATE TABLE audit (
    seq             INTEGER PRIMARY KEY,
    epoch           INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    actor           TEXT NOT NULL,
    operation       TEXT NOT NULL,
    kind            TEXT NOT NULL,
    subject         BLOB NOT NULL,
    payload_hash    BLOB NOT NULL CHECK (length(payload_hash) = 32),
    hash            BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_subject ON audit (subject, seq);

CREATE TABLE audit_payload (
    seq             INTEGER PRIMARY KEY REFERENCES audit (seq),
    salt            BLOB NOT NULL CHECK (length(salt) = 16),
    payload         TEXT NOT NULL
) STRICT;

-- What the search box finds: newest first is the order of rowid. The texts say why something was
-- found, for `search` does not keep them.
CREATE TABLE found (
    rowid           INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,
    id              BLOB NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    phones          TEXT NOT NULL,
    address         TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    name, pinyin, address, words, codes,
    content = '', contentless_delete = 1, tokenize = 'unicode61'
);

-- Merges come later and smaller than by default (4): over 1,000 saves after 100,000 tickets a quarter
-- less was written, and 1 MB at most by one save instead of 5.
INSERT INTO search (search, rank) VALUES ('automerge', 8);
