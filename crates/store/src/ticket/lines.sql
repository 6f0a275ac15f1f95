SELECT position, id, appliance, cover, policy_version, body FROM fault_line
WHERE ticket = ?1 ORDER BY position
