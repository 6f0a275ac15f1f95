SELECT position, id, name, unit, unit_fen, qty, full_fen, charged_fen, clause FROM bill_row
WHERE ticket = ?1 AND version = ?2 ORDER BY position
