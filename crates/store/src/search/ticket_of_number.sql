-- The ticket of a number, its own or of a document (SJ, BX), written without hyphens.
SELECT id FROM ticket WHERE replace(number, '-', '') = ?1
UNION ALL
SELECT ticket FROM document WHERE replace(number, '-', '') = ?1
LIMIT 1
