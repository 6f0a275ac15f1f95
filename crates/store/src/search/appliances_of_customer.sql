SELECT id FROM appliance WHERE customer = ?1 ORDER BY id DESC LIMIT ?2
