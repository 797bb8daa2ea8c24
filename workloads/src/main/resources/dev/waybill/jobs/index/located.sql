-- Datasets with locations beside them, one row for each location.
SELECT l.id AS location_id, d.id AS dataset, CAST(p.name AS text) AS product, CAST(l.uri_scheme AS text) AS scheme,
    CAST(l.uri_body AS text) AS body, d.metadata, d.archived IS NULL AND l.archived IS NULL AS is_active
FROM <locations> AS l
JOIN <schema>.dataset AS d ON d.id = l.dataset_ref
JOIN <schema>.<product> AS p ON p.id = d.<product>_ref
WHERE <window>
