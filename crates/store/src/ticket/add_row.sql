INSERT INTO bill_row (
    ticket, version, position, id, name, unit, unit_fen, qty, full_fen, charged_fen, clause
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
