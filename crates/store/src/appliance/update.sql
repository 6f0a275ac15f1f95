UPDATE appliance
SET customer = ?1, category = ?2, model = ?3, serial_number = ?4, created_at = ?5,
    body = ?6
WHERE id = ?7
