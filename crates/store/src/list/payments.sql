-- Money that changed hands from ?1 until before ?2.
SELECT ticket, receipt, paid_at, amount_fen, method, purpose, body FROM payment
WHERE paid_at >= ?1 AND paid_at < ?2 ORDER BY paid_at, receipt
