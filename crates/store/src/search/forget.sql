-- Has rows not found any more: ?1 is a JSON list of them.
DELETE FROM search WHERE rowid IN (SELECT value FROM json_each(?1))
