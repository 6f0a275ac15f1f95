-- What has all the words (?1), the newest ?2.
SELECT search.rowid, found.kind, found.id, found.name, found.phones, found.address
FROM search CROSS JOIN found ON found.rowid = search.rowid
WHERE search MATCH ?1
ORDER BY search.rowid DESC
LIMIT ?2
