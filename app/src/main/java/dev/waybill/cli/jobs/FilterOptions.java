package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.failures.Moment;
import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.JobStatus;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which jobs are meant; each option narrows. Filled by the parser, once. */
final class FilterOptions {
    @Option(names = "--processor", paramLabel = "PROCESSOR", description = "Of this one; its name or number.")
    private @Nullable String processor;

    @Option(
            names = "--status",
            split = ",",
            paramLabel = "STATUS",
            description =
                    "ready, waiting, running, finished, failed, skipped, canceled or deleted; several with commas.")
    private List<String> statuses = List.of();

    @Option(names = "--error", paramLabel = "TEXT", description = "Whose error has this text in it.")
    private @Nullable String error;

    @Option(names = "--product", paramLabel = "NAME", description = "Of this product of the index.")
    private @Nullable String product;

    @Option(names = "--tile", paramLabel = "TILE", description = "Of this tile.")
    private @Nullable String tile;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Changed then or later: 2h ago, on 2026-01-31 (UTC), at 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Changed before then.")
    private @Nullable String until;

    /** Those that all given options mean. */
    JobFilter filter(Database database) {
        var filter =
                JobFilter.ALL.withStatuses(statuses()).withChanged(moment(since, "--since"), moment(until, "--until"));
        if (processor != null) {
            filter =
                    filter.withProcessor(new Processors(database).get(processor).id());
        }
        if (error != null) {
            filter = filter.withError(error);
        }
        if (product != null) {
            filter = filter.withProduct(product);
        }
        return tile == null ? filter : filter.withTile(tile);
    }

    private Set<JobStatus> statuses() {
        var found = EnumSet.noneOf(JobStatus.class);
        for (String word : statuses) {
            try {
                found.add(JobStatus.of(word));
            } catch (IllegalArgumentException e) {
                throw CommandException.at(ExitCode.USAGE, "--status", "got \"" + word + '"')
                        .expected("one of ready, waiting, running, finished, failed, skipped, canceled, deleted");
            }
        }
        return found;
    }

    private static @Nullable Instant moment(@Nullable String text, String option) {
        return text == null ? null : new Moment(InstantSource.system()).parse(text, option);
    }
}
