-- The point's own price lists: quotes of a ticket use the one in force on its day. The audit attests
-- all of them together.
CREATE TABLE tariff (
    version         TEXT PRIMARY KEY,
    effective_from  TEXT NOT NULL UNIQUE,
    body            TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the first screen and the lists look for among all tickets: visits of a day, an engineer's, work
-- done between two days, what is owed. A damaged course is found by `verify`, not by each write.
CREATE INDEX ticket_visit ON ticket (
    iif(json_valid(course), json_extract(course, '$.visits[#-1].from'), NULL)
);
CREATE INDEX ticket_engineer ON ticket (
    iif(json_valid(course), json_extract(course, '$.visits[#-1].badge'), NULL)
);
CREATE INDEX ticket_completed ON ticket (
    iif(json_valid(course), json_extract(course, '$.completion.at'), NULL)
);
CREATE INDEX ticket_due ON ticket (max(total_fen - paid_fen, 0));
