-- What decides what somebody has to see to, of tickets.
SELECT
    kind, service, state, created_at, course,
    (SELECT quoted_at FROM quote WHERE quote.ticket = ticket.id ORDER BY version DESC LIMIT 1), seq
FROM ticket
