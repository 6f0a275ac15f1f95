SELECT id FROM ticket WHERE customer = ?1 ORDER BY seq DESC LIMIT ?2
