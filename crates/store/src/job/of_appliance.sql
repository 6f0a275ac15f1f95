-- Jobs, not of ticket ?2, on appliance ?1: the last to end.
SELECT id, appliance, ticket, completed_on, last_day, body FROM job
WHERE appliance = ?1 AND (?2 IS NULL OR ticket IS NOT ?2)
ORDER BY last_day DESC
LIMIT 200
