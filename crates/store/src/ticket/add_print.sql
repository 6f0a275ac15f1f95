INSERT INTO print (document, position, ticket, printed_at, paper, printed_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
