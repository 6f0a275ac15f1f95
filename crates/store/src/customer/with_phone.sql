-- Customers with the phone number ?1, the newest.
SELECT id, name, tier, created_at, merged_into, body FROM customer
WHERE id IN (SELECT customer FROM phone WHERE number = ?1) AND merged_into IS NULL
ORDER BY id DESC
LIMIT 50
