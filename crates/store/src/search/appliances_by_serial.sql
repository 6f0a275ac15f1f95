-- Appliances whose serial number begins with ?1 (?2 is what comes after all such), the newest ?3 of
-- the first two thousand: the search never reads without a bound.
SELECT id FROM (
    SELECT id FROM appliance
    WHERE serial_number IS NOT NULL
        AND upper(replace(replace(serial_number, '-', ''), ' ', '')) >= ?1
        AND upper(replace(replace(serial_number, '-', ''), ' ', '')) < ?2
    LIMIT 2000
)
ORDER BY id DESC
LIMIT ?3
