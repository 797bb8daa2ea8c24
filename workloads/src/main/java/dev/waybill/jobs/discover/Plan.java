package dev.waybill.jobs.discover;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.SqlText;
import dev.waybill.jobs.index.Selection;
import dev.waybill.jobs.index.SourceIndex;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Shows what a definition would select, and what workers would be given for it, before there is such a processor. Selects and
 * maps in the words of {@link Discover}, and changes nothing. Thread-safe.
 */
public final class Plan {
    private static final String COUNT = SqlText.load(Plan.class, "plan");
    private static final int MOST_EXAMPLES = 1000;

    private final Database database;

    public Plan(Database database) {
        this.database = database;
    }

    /**
     * What would be selected.
     *
     * @param active sources that the index has, archived ones left out
     * @param products how many sources are selected of each product, by its name
     * @param examples some of them, the ones that would be claimed first
     */
    public record Planned(long active, List<ProductCount> products, List<Example> examples) {
        public Planned {
            products = List.copyOf(products);
            examples = List.copyOf(examples);
        }

        /** How many sources are selected. */
        public long selected() {
            return products.stream().mapToLong(ProductCount::selected).sum();
        }

        /** How many of these the path rule says nothing of: their jobs would have failed from the beginning. */
        public long unmapped() {
            return products.stream().mapToLong(ProductCount::unmapped).sum();
        }
    }

    /** Of one product. */
    public record ProductCount(String product, long selected, long unmapped) {}

    /**
     * One source.
     *
     * @param src what workers are given
     * @param isMapped false: the path rule says nothing of the uri
     */
    public record Example(
            String uri,
            String src,
            boolean isMapped,
            String product,
            Optional<String> tile,
            Optional<Instant> acquired) {}

    /**
     * Reads the whole index: seconds for millions of sources.
     *
     * @param examples how many to show, 0 to 1000
     * @throws dev.waybill.failure.DeliveryException misconfigured, if there is no such index, or it may not be read
     * @throws dev.waybill.jobs.processor.ProcessorException if no processor could be made of it
     */
    public Planned of(ProcessorDefinition definition, int examples) {
        if (examples < 0 || examples > MOST_EXAMPLES) {
            throw new IllegalArgumentException("examples: expected 0 to " + MOST_EXAMPLES + ", got " + examples);
        }
        new Processors(database).check(definition);
        return database.transact(handle -> {
            var index = SourceIndex.find(handle, definition.sources().index());
            Selection selection = Selection.of(index, definition);
            return new Planned(
                    active(handle, index), products(handle, selection), examples(handle, selection, examples));
        });
    }

    private static long active(Handle handle, SourceIndex index) {
        return handle.createQuery("SELECT count(*) FROM (" + index.sources("true") + ") AS s WHERE s.is_active")
                .mapTo(Long.class)
                .one();
    }

    private static List<ProductCount> products(Handle handle, Selection selection) {
        String sql = COUNT.replace("<counted>", selection.counted());
        return bound(handle, selection, sql)
                .map((row, context) ->
                        new ProductCount(row.getString("product"), row.getLong("selected"), row.getLong("unmapped")))
                .list();
    }

    private static List<Example> examples(Handle handle, Selection selection, int most) {
        String sql = "SELECT * FROM (" + selection.wanted("true", "true") + ") AS w ORDER BY sort_key, uri LIMIT :most";
        return bound(handle, selection, sql)
                .bindMap(Map.of("most", most))
                .map((row, context) -> new Example(
                        row.getString("uri"),
                        row.getString("src"),
                        row.getBoolean("is_mapped"),
                        row.getString("product"),
                        Optional.ofNullable(row.getString("tile")),
                        Optional.ofNullable(row.getObject("acquired", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
    }

    private static Query bound(Handle handle, Selection selection, String sql) {
        return selection.bind(handle.createQuery(sql));
    }
}
