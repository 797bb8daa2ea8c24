package dev.waybill.cli.jobs;

import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.view.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Processors as rows. */
final class ProcessorRows {
    private static final List<String> BRIEF = List.of(
            "id", "name", "version", "state", "index", "products", "pattern", "order", "priority", "description");
    private static final List<String> WHOLE = List.of("field", "value");

    private ProcessorRows() {}

    static Rows brief(List<Processor> processors) {
        return new Rows(BRIEF, processors.stream().map(ProcessorRows::brief).toList());
    }

    private static List<Object> brief(Processor processor) {
        var definition = processor.definition();
        return List.of(
                processor.id(),
                processor.name(),
                definition.version(),
                state(processor),
                word(definition.sources().index()),
                definition.sources().products(),
                definition.sources().pattern(),
                word(definition.order()),
                definition.priority(),
                definition.description());
    }

    private static String state(Processor processor) {
        return !processor.isEnabled() ? "disabled" : processor.isPaused() ? "paused" : "on";
    }

    /** One, with all its fields. */
    static Rows whole(Processor processor) {
        var definition = processor.definition();
        var sources = definition.sources();
        var effort = definition.effort();
        return new Rows(
                WHOLE,
                List.of(
                        field("id", processor.id()),
                        field("name", processor.name()),
                        field("version", definition.version()),
                        field("description", definition.description()),
                        field("state", state(processor)),
                        field("index", word(sources.index())),
                        field("products", sources.products()),
                        field("pattern", sources.pattern()),
                        field("pattern_mode", word(sources.mode())),
                        field("exclude", sources.exclude().orElse("")),
                        field("path_rule", sources.pathRule()),
                        field("identity", word(sources.identity())),
                        field("order", word(definition.order())),
                        field("priority", definition.priority()),
                        field("lease", effort.lease()),
                        field("attempts", effort.attempts()),
                        field("backoff", effort.backoff()),
                        field("longest_backoff", effort.longestBackoff()),
                        field("on_update", word(definition.policies().onUpdate())),
                        field("on_gone", word(definition.policies().onGone())),
                        field("parameters", definition.parameters()),
                        field("created", processor.created()),
                        field("changed", processor.changed())));
    }

    private static List<Object> field(String name, Object value) {
        return Arrays.asList(name, value);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
