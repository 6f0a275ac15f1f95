SELECT position, document, printed_at, paper, printed_by FROM print
WHERE ticket = ?1 ORDER BY position
