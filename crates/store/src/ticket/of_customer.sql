customer IN (
    WITH RECURSIVE same (id) AS (
        SELECT :customer
        UNION
        SELECT customer.id FROM customer JOIN same ON customer.merged_into = same.id
    )
    SELECT id FROM same
)
