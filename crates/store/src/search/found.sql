INSERT INTO found (kind, id, name, phones, address)
VALUES (:kind, :id, :name, :phones, :address)
ON CONFLICT (id) DO UPDATE SET name = :name, phones = :phones, address = :address
RETURNING rowid
