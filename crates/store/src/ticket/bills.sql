SELECT version, billed_at, outcome, policy_version, total_fen, body FROM bill
WHERE ticket = ?1 ORDER BY version
