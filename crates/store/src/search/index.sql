INSERT INTO search (rowid, name, pinyin, address, words, codes)
VALUES (:row, :name, :pinyin, :address, :words, :codes)
