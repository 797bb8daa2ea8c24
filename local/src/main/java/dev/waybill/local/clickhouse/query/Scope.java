package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query reads from.
 *
 * @param from in the SQL of the embedded engine; empty: nothing, one row
 * @param columns that can be named
 * @param passing columns that have values only while rows are inserted
 * @param shown what {@code *} stands for
 * @param order of rows that were not asked in any
 */
record Scope(String from, Map<String, Source> columns, Set<String> passing, List<String> shown, List<String> order) {
    static final Scope NOTHING = new Scope("", Map.of(), Set.of(), List.of(), List.of());

    Scope {
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        passing = Set.copyOf(passing);
        shown = List.copyOf(shown);
        order = List.copyOf(order);
    }

    /** A column in the SQL of the embedded engine. */
    record Source(String sql, Type type) {}
}
