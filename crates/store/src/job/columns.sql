SELECT id, appliance, ticket, completed_on, last_day, body FROM job
