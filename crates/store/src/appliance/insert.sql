INSERT INTO appliance (customer, category, model, serial_number, created_at, body, id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
