SELECT position, quote_version, consented_at, body FROM consent
WHERE ticket = ?1 ORDER BY position
