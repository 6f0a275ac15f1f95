INSERT INTO payment (receipt, ticket, position, paid_at, amount_fen, method, purpose, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
