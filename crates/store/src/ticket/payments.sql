SELECT position, receipt, paid_at, amount_fen, method, purpose, body FROM payment
WHERE ticket = ?1 ORDER BY position
