INSERT INTO quote (ticket, version, quoted_at, policy_version, tariff_version, total_fen, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
