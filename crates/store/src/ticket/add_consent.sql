INSERT INTO consent (ticket, position, quote_version, consented_at, body)
VALUES (?1, ?2, ?3, ?4, ?5)
