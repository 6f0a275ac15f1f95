INSERT INTO bill (ticket, version, billed_at, outcome, policy_version, total_fen, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
