INSERT INTO ticket (
    id, number, kind, service, state, created_at, customer, appliance, intake, course,
    total_fen, paid_fen
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
