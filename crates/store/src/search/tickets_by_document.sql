-- Tickets with a document whose number begins with ?1 (?2 is what comes after all such), the last
-- numbers.
SELECT ticket FROM document
WHERE replace(number, '-', '') >= ?1 AND replace(number, '-', '') < ?2
ORDER BY replace(number, '-', '') DESC
LIMIT ?3
