SELECT position, number, series, issued_at, voided_at, void_reason FROM document
WHERE ticket = ?1 ORDER BY position
