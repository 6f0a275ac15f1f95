state IN ('completed', 'accepted', 'refused', 'cancelled', 'failed_by_us', 'not_repairable')
    AND json_extract(course, '$.custody') IS NOT NULL
    AND json_extract(course, '$.custody.returned') IS NULL
