package dev.waybill.jobs.index;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.database.SqlText;
import dev.waybill.jobs.processor.Identity;
import dev.waybill.jobs.processor.JobOrder;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourceSelection;
import java.util.Locale;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Which sources of an index a processor wants, and what is computed of each: the same text wherever it is asked, so that a plan
 * shows what will happen.
 */
public final class Selection {
    private static final String WANTED = SqlText.load(Selection.class, "wanted");

    private final SourceIndex index;
    private final SourceSelection sources;
    private final JobOrder order;
    private final PathRule rule;

    private Selection(SourceIndex index, SourceSelection sources, JobOrder order) {
        this.index = index;
        this.sources = sources;
        this.order = order;
        this.rule = PathRule.of(sources.pathRule());
    }

    /**
     * What the definition selects of the index.
     *
     * @throws DeliveryException misconfigured, if the index has no locations and they are the identity
     */
    public static Selection of(SourceIndex index, ProcessorDefinition definition) {
        SourceSelection sources = definition.sources();
        if (sources.identity() == Identity.LOCATION && !index.hasLocations()) {
            throw DeliveryException.misconfigured("processor \"" + definition.name() + "\": the index in schema "
                    + index.schema() + " has no locations to tell sources by; give it identity dataset");
        }
        return new Selection(index, sources, definition.order());
    }

    /** The index that is read. */
    public SourceIndex index() {
        return index;
    }

    /** Whether a source is a location; otherwise it is a dataset. */
    public boolean isByLocation() {
        return sources.identity() == Identity.LOCATION;
    }

    /**
     * A query of the sources that are wanted: {@code source, dataset, location_id, product, uri, src, is_mapped, tile, acquired,
     * hash, sort_key}. Where a dataset is the source, it has one row: its latest location within the window.
     *
     * @param window as for {@link SourceIndex#sources}
     * @param unknown a further condition on {@code s}, a source
     */
    public String wanted(String window, String unknown) {
        boolean isChoice = index.hasLocations() && !isByLocation();
        return WANTED.replace("<distinct>", isChoice ? "DISTINCT ON (c.dataset)" : "")
                .replace("<latest>", isChoice ? "ORDER BY c.dataset, c.location_id DESC" : "")
                .replace("<source>", isByLocation() ? "s.location_id" : "s.dataset")
                .replace("<src>", rule.src())
                .replace("<is_mapped>", rule.isMapped())
                .replace("<sources>", index.sources(window))
                .replace("<selected>", selected())
                .replace("<unknown>", unknown);
    }

    /** The same sources without reading their documents: {@code product, is_mapped}. */
    public String counted() {
        boolean isChoice = index.hasLocations() && !isByLocation();
        return (isChoice ? "SELECT DISTINCT ON (b.dataset)" : "SELECT") + " b.product, " + rule.isMapped()
                + " AS is_mapped FROM (SELECT s.dataset, s.location_id, s.product, s.scheme || ':' || s.body AS uri FROM ("
                + index.sources("true") + ") AS s WHERE s.is_active AND " + selected() + ") AS b"
                + (isChoice ? " ORDER BY b.dataset, b.location_id DESC" : "");
    }

    /** The condition on {@code s}, a source, that makes it wanted. */
    public String selected() {
        String products = sources.products().isEmpty() ? "true" : "s.product = ANY (:products)";
        String pattern = sources.pattern().isEmpty() ? "true" : found(":pattern");
        String exclude = sources.exclude().isEmpty() ? "true" : "NOT " + found(":exclude");
        return "(" + products + " AND " + pattern + " AND " + exclude + ")";
    }

    private String found(String what) {
        return switch (sources.mode()) {
            case LITERAL -> "strpos(s.body, " + what + ") > 0";
            case LIKE -> "s.body LIKE '%' || " + what + " || '%'";
            case REGEX -> "s.body ~ " + what;
        };
    }

    /** The path that the rule {@code stac} makes of an expression for a uri. */
    public static String stacPath(String uri) {
        return PathRule.of("stac").src().replace("b.uri", uri);
    }

    /** Gives a statement with {@link #wanted} or {@link #selected} in it their values. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        statement
                .bindArray("products", String.class, sources.products())
                .bind("pattern", sources.pattern())
                .bind("exclude", sources.exclude().orElse(""))
                .bind("job_order", order.name().toLowerCase(Locale.ROOT));
        rule.regex().ifPresent(regex -> statement.bind("rule_regex", regex));
        rule.replacement().ifPresent(text -> statement.bind("rule_replacement", text));
        return statement;
    }
}
