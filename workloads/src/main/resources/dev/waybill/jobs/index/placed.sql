-- Datasets that carry their uri. One that has none is nowhere, and no source.
SELECT CAST(NULL AS integer) AS location_id, d.id AS dataset, CAST(p.name AS text) AS product,
    CAST(d.uri_scheme AS text) AS scheme, CAST(d.uri_body AS text) AS body, d.metadata,
    d.archived IS NULL AND d.uri_body IS NOT NULL AS is_active
FROM <schema>.dataset AS d
JOIN <schema>.<product> AS p ON p.id = d.<product>_ref
WHERE <window>
