-- Customers with a phone number from ?1 to before ?2, the newest ?3 of the first two thousand
-- numbers: the search never reads without a bound. Ids sort by time.
SELECT customer.id
FROM (
    SELECT DISTINCT customer FROM (
        SELECT customer FROM phone WHERE number >= ?1 AND number < ?2 LIMIT 2000
    )
    ORDER BY customer DESC
    LIMIT 2 * ?3
) AS called JOIN customer ON customer.id = called.customer
WHERE customer.merged_into IS NULL
ORDER BY customer.id DESC
LIMIT ?3
