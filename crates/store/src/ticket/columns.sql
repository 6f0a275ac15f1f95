SELECT
    id, number, kind, service, state, created_at, customer, appliance, intake, course,
    total_fen, paid_fen
FROM ticket
