SELECT position, document, printed_at, paper, printed_by, edition, body FROM print
WHERE ticket = ?1 ORDER BY position
