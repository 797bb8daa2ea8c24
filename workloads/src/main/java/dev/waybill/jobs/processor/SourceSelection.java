package dev.waybill.jobs.processor;

import java.util.List;
import java.util.Optional;

/**
 * Which sources of an index a processor has, and what workers are told of them.
 *
 * @param products names of the index's products; empty: of any product
 * @param pattern held against the uri without its scheme; empty: any uri
 * @param exclude what this finds is left out, in the same mode
 * @param pathRule {@code stac} (from a STAC item to its product), {@code none}, or {@code REGEX => REPLACEMENT}
 */
public record SourceSelection(
        IndexKind index,
        List<String> products,
        String pattern,
        PatternMode mode,
        Optional<String> exclude,
        String pathRule,
        Identity identity) {
    public SourceSelection {
        products = List.copyOf(products);
    }

    /** Of these products, whatever their paths; a dataset is one source. */
    public static SourceSelection ofProducts(IndexKind index, List<String> products) {
        return new SourceSelection(
                index, products, "", PatternMode.LITERAL, Optional.empty(), "stac", Identity.DATASET);
    }

    public SourceSelection withPattern(String text, PatternMode how) {
        return new SourceSelection(index, products, text, how, exclude, pathRule, identity);
    }

    public SourceSelection withExclude(String text) {
        return new SourceSelection(index, products, pattern, mode, Optional.of(text), pathRule, identity);
    }

    public SourceSelection withPathRule(String rule) {
        return new SourceSelection(index, products, pattern, mode, exclude, rule, identity);
    }

    public SourceSelection withIdentity(Identity value) {
        return new SourceSelection(index, products, pattern, mode, exclude, pathRule, value);
    }
}
