seq IN (
    SELECT seq FROM ticket WHERE appliance = :appliance
    UNION
    SELECT other.seq
    FROM appliance JOIN ticket AS other ON other.customer = appliance.customer,
        json_each(other.intake, '$.more_appliances') AS more
    WHERE appliance.id = :appliance AND more.value = :appliance_text
)
