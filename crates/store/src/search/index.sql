-- Has rows found by their words: ?1 is a JSON list of [row, [name, pinyin, address, words, codes]].
INSERT INTO search (rowid, name, pinyin, address, words, codes)
SELECT value ->> 0, value ->> '$[1][0]', value ->> '$[1][1]', value ->> '$[1][2]',
    value ->> '$[1][3]', value ->> '$[1][4]'
FROM json_each(?1)
