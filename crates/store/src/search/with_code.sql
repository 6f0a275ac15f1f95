-- Of what was found from ?2 to ?3, that which has the code as well (?1).
SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3
