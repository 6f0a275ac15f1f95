-- Jobs, not of ticket ?3, on appliances of customers at the address ?1, ?2: the last to end.
SELECT id, appliance, ticket, completed_on, last_day, body FROM job
WHERE appliance IN (
    SELECT id FROM appliance
    WHERE customer IN (SELECT customer FROM address WHERE detail = ?1 AND region = ?2 LIMIT 200)
    LIMIT 1000
) AND (?3 IS NULL OR ticket IS NOT ?3)
ORDER BY last_day DESC
LIMIT 200
