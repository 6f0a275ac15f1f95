SELECT version, quoted_at, policy_version, tariff_version, total_fen, body FROM quote
WHERE ticket = ?1 ORDER BY version
