SELECT id, name, tier, created_at, merged_into, body FROM customer WHERE id = ?1
