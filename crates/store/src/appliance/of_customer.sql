-- Appliances of customer ?1 and of everybody merged into them, the newest first.
WITH RECURSIVE same (id) AS (
    SELECT ?1
    UNION
    SELECT customer.id FROM customer JOIN same ON customer.merged_into = same.id
)
SELECT id, customer, category, model, serial_number, created_at, body FROM appliance
WHERE customer IN (SELECT id FROM same)
ORDER BY id DESC
