SELECT product, count(*) AS selected, count(*) FILTER (WHERE NOT is_mapped) AS unmapped
FROM (
    <counted>
) AS c
GROUP BY product
ORDER BY product
