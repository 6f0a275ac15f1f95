INSERT INTO print (document, position, ticket, printed_at, paper, printed_by, edition, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
