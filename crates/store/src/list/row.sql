-- A ticket as lists show it, with the names of its customer and its appliance.
SELECT
    ticket.kind, ticket.service, ticket.state, ticket.created_at, ticket.course,
    (SELECT quoted_at FROM quote WHERE quote.ticket = ticket.id ORDER BY version DESC LIMIT 1),
    ticket.number, ticket.intake, ticket.customer, appliance.category, appliance.model,
    appliance.serial_number, ticket.total_fen, ticket.paid_fen
FROM ticket LEFT JOIN appliance ON appliance.id = ticket.appliance
WHERE ticket.seq = ?1
