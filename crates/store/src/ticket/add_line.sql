INSERT INTO fault_line (ticket, position, id, appliance, cover, policy_version, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
