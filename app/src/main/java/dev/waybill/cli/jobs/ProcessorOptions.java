package dev.waybill.cli.jobs;

import dev.waybill.jobs.processor.Effort;
import dev.waybill.jobs.processor.Identity;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.JobOrder;
import dev.waybill.jobs.processor.PatternMode;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourcePolicies;
import dev.waybill.jobs.processor.SourceSelection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What makes a processor; what is not given stays as it is. Filled by the parser, once. */
final class ProcessorOptions {
    @Option(names = "--index", paramLabel = "KIND", description = "Schema of the index: agdc (default) or odc.")
    private @Nullable IndexKind index;

    @Option(
            names = "--product",
            paramLabel = "NAME",
            description = "Sources of this product of the index; may be repeated. Without: of any.")
    private @Nullable List<String> products;

    @Option(names = "--pattern", paramLabel = "TEXT", description = "Only sources whose path has this somewhere in it.")
    private @Nullable String pattern;

    @Option(
            names = "--pattern-mode",
            paramLabel = "MODE",
            description = "How the pattern is read: literal (default), like (SQL's %% and _) or regex.")
    private @Nullable PatternMode mode;

    @Option(names = "--exclude", paramLabel = "TEXT", description = "Not those that have this; read as the pattern is.")
    private @Nullable String exclude;

    @Option(
            names = "--path-rule",
            paramLabel = "RULE",
            description =
                    "From the indexed path to the one that workers are given: stac (default: from a STAC item to its"
                            + " product), none, or \"REGEX => REPLACEMENT\".")
    private @Nullable String pathRule;

    @Option(
            names = "--identity",
            paramLabel = "WHAT",
            description = "What counts as one source: dataset (default) or location.")
    private @Nullable Identity identity;

    @Option(names = "--order", paramLabel = "ORDER", description = "oldest (default), newest or tile.")
    private @Nullable JobOrder order;

    @Option(names = "--priority", paramLabel = "N", description = "Of its jobs; higher ones go first. Default: 0.")
    private @Nullable Integer priority;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "A worker that was not heard of for so long loses its jobs. Default: 5m.")
    private @Nullable Span lease;

    @Option(names = "--attempts", paramLabel = "N", description = "After so many a job has failed. Default: 3.")
    private @Nullable Integer attempts;

    @Option(
            names = "--backoff",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "Before the second attempt; doubled before each one more. Default: 1m.")
    private @Nullable Span backoff;

    @Option(
            names = "--longest-backoff",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "Never longer than this. Default: 1h.")
    private @Nullable Span longestBackoff;

    @Option(
            names = "--on-update",
            paramLabel = "WHAT",
            description = "When a source changes: update (default: process it again) or ignore.")
    private SourcePolicies.@Nullable OnUpdate onUpdate;

    @Option(
            names = "--on-gone",
            paramLabel = "WHAT",
            description = "When a source is archived or gone: keep the output (default), ask, or delete it.")
    private SourcePolicies.@Nullable OnGone onGone;

    @Option(names = "--processor-version", paramLabel = "VERSION", description = "Of what its workers run. Default: 1.")
    private @Nullable String version;

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    private @Nullable String description;

    @Option(names = "--parameters", paramLabel = "JSON", description = "An object for its workers.")
    private @Nullable String parameters;

    /** A new one. */
    ProcessorDefinition definition(String name) {
        return changed(ProcessorDefinition.of(name, SourceSelection.ofProducts(IndexKind.AGDC, List.of())));
    }

    /** One that there is, changed. */
    ProcessorDefinition changed(ProcessorDefinition before) {
        return before.withSources(sources(before.sources()))
                .withEffort(effort(before.effort()))
                .withPolicies(new SourcePolicies(
                        or(onUpdate, before.policies().onUpdate()),
                        or(onGone, before.policies().onGone())))
                .withOrder(or(order, before.order()))
                .withPriority(or(priority, before.priority()))
                .withVersion(or(version, before.version()))
                .withDescription(or(description, before.description()))
                .withParameters(or(parameters, before.parameters()));
    }

    private SourceSelection sources(SourceSelection before) {
        return new SourceSelection(
                or(index, before.index()),
                or(products, before.products()),
                or(pattern, before.pattern()),
                or(mode, before.mode()),
                exclude == null ? before.exclude() : Optional.of(exclude).filter(text -> !text.isEmpty()),
                or(pathRule, before.pathRule()),
                or(identity, before.identity()));
    }

    private Effort effort(Effort before) {
        return new Effort(
                lease == null ? before.lease() : lease.duration(),
                or(attempts, before.attempts()),
                backoff == null ? before.backoff() : backoff.duration(),
                longestBackoff == null ? before.longestBackoff() : longestBackoff.duration());
    }

    private static <T> T or(@Nullable T given, T before) {
        return Objects.requireNonNullElse(given, before);
    }
}
