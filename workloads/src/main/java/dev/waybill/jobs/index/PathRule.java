package dev.waybill.jobs.index;

import java.util.Optional;

/**
 * How the path that workers are given follows from the uri of the index.
 *
 * @param regex of PostgreSQL's; empty for a rule that has a name
 * @param replacement with {@code \1} for the first group
 */
record PathRule(String name, Optional<String> regex, Optional<String> replacement) {
    /** By LIKE, which compares bytes: right() counts characters first, of the whole uri. */
    private static final String STAC = """
            CASE
                WHEN b.uri LIKE '%.stac.json' THEN left(b.uri, -10) || '.SAFE'
                WHEN b.uri LIKE '%.stac!_item.json' ESCAPE '!' THEN left(b.uri, -15) || '.SAFE'
                WHEN b.uri LIKE '%/stac!_item.json' ESCAPE '!' THEN left(b.uri, -15)
                ELSE b.uri
            END""";

    static PathRule of(String text) {
        String[] parts = text.split(" => ", 2);
        return parts.length == 2
                ? new PathRule("own", Optional.of(parts[0]), Optional.of(parts[1]))
                : new PathRule(text, Optional.empty(), Optional.empty());
    }

    /** The path, of {@code b.uri}. */
    String src() {
        if (regex.isPresent()) {
            return "regexp_replace(b.uri, :rule_regex, :rule_replacement)";
        }
        return name.equals("none") ? "b.uri" : STAC;
    }

    /** Whether the rule makes a path of {@code b.uri}. The named ones say that all others stay as they are. */
    String isMapped() {
        return regex.isPresent() ? "(b.uri ~ :rule_regex AND " + src() + " <> '')" : "true";
    }
}
