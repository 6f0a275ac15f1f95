-- What is wrong with the numbers, a line each.
WITH
-- A ticket's number, WX-GL01-20261122-0012, behind its kind: GL01-20261122-0012.
behind_kind (number, rest, dash) AS (
    SELECT number, substr(number, 4), instr(substr(number, 4), '-') FROM ticket
),
parts (number, branch, day, suffix) AS (
    SELECT number, substr(rest, 1, dash - 1), substr(rest, dash + 1, 8), substr(rest, dash + 10)
    FROM behind_kind
),
-- The number within its series; none where it does not look like one.
ticket_number (number, series, n) AS MATERIALIZED (
    SELECT
        number,
        substr(number, 1, 3) || day,
        CASE WHEN
            substr(number, 1, 3) IN ('WX-', 'AZ-', 'BY-', 'TS-', 'ZX-')
            AND length(branch) BETWEEN 2 AND 6 AND branch NOT GLOB '*[^A-Za-z0-9]*'
            AND length(day) = 8 AND day NOT GLOB '*[^0-9]*'
            AND substr(number, 3 + length(branch) + 10, 1) = '-'
            AND length(suffix) BETWEEN 4 AND 9 AND suffix NOT GLOB '*[^0-9]*'
            AND CAST(suffix AS INTEGER) >= 1
            AND (length(suffix) = 4 OR substr(suffix, 1, 1) <> '0')
        THEN CAST(suffix AS INTEGER) END
    FROM parts
),
taken (series, first, last) AS MATERIALIZED (
    SELECT series, n, n FROM document
    UNION ALL
    SELECT series, n, n FROM ticket_number WHERE n IS NOT NULL
    UNION ALL
    SELECT series, first, last FROM number_gap
),
in_order (series, first, last, before) AS (
    SELECT series, first, last, coalesce(max(last) OVER (
        PARTITION BY series ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0)
    FROM taken
),
top (series, last) AS (
    SELECT series, max(last) FROM taken GROUP BY series
)
SELECT 'ticket ' || number || ': its number is not of the form of a ticket number'
FROM ticket_number WHERE n IS NULL
UNION ALL
SELECT 'document ' || number || ': its number is not number ' || n || ' of ' || series
FROM document WHERE number NOT GLOB series || '-*-' || printf('%06d', n)
UNION ALL
SELECT series || ': no document, ticket or gap has ' || (before + 1) || ' to ' || (first - 1)
FROM in_order WHERE first > before + 1
UNION ALL
SELECT series || ': ' || first || ' is there twice, or in a gap' FROM in_order WHERE first <= before
UNION ALL
SELECT series.name || ': no document, ticket or gap has ' || (coalesce(top.last, 0) + 1)
    || ' to ' || series.last
FROM series LEFT JOIN top ON top.series = series.name WHERE coalesce(top.last, 0) < series.last
UNION ALL
SELECT top.series || ': ' || top.last || ' is above the last number given out, '
    || coalesce(series.last, 0)
FROM top LEFT JOIN series ON series.name = top.series WHERE top.last > coalesce(series.last, 0)
LIMIT 1000
