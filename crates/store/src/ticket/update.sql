UPDATE ticket
SET service = ?2, state = ?3, customer = ?4, appliance = ?5, intake = ?6, course = ?7,
    total_fen = ?8, paid_fen = ?9
WHERE id = ?1
