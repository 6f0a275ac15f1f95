INSERT INTO document (
    number, series, n, ticket, position, issued_at, voided_at, void_reason
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
