-- Jobs, not of ticket ?2, on appliances of customers with the phone number ?1: the last to end.
SELECT id, appliance, ticket, completed_on, last_day, body FROM job
WHERE appliance IN (
    SELECT id FROM appliance
    WHERE customer IN (SELECT customer FROM phone WHERE number = ?1 LIMIT 200)
    LIMIT 1000
) AND (?2 IS NULL OR ticket IS NOT ?2)
ORDER BY last_day DESC
LIMIT 200
