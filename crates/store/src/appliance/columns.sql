SELECT id, customer, category, model, serial_number, created_at, body FROM appliance
