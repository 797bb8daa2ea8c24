package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.Mutation;
import dev.waybill.jobs.claim.Mutations;
import dev.waybill.jobs.view.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobs retry}, {@code release}, {@code cancel}, {@code update}, {@code delete} and {@code allow}. */
@Command
final class JobsMutation implements Callable<Integer>, ChangingCommand {
    private final Session session;
    private final Mutation mutation;

    @Parameters(arity = "0..*", paramLabel = "JOB", description = "Their numbers; without, the options choose.")
    private Set<Long> jobs = Set.of();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = "--dry-run", description = "Only count them.")
    private boolean isDryRun;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    private volatile Mutations.@Nullable Effect effect;

    private JobsMutation(Session session, Mutation mutation) {
        this.session = session;
        this.mutation = mutation;
    }

    /** Adds all of them. */
    static void addTo(CommandLine group, Session session) {
        for (Mutation mutation : Mutation.values()) {
            String name = mutation.name().toLowerCase(Locale.ROOT);
            var command = new CommandLine(new JobsMutation(session, mutation));
            command.getCommandSpec().name(name);
            command.getCommandSpec()
                    .usageMessage()
                    .description(description(mutation))
                    .footer(
                            "%nExamples:",
                            "  waybill jobs " + name + " 4711",
                            "  waybill jobs " + name + " --processor l1c " + example(mutation) + " --dry-run");
            group.addSubcommand(name, command);
        }
    }

    private static String description(Mutation mutation) {
        return switch (mutation) {
            case RETRY ->
                "Make jobs ready that have failed, wait, were skipped or canceled; all their attempts are theirs again.";
            case RELEASE -> "Take running jobs from their workers, for others; no attempt is counted.";
            case CANCEL -> "End jobs that are not done; a worker that has one is told with its next heartbeat.";
            case UPDATE -> "Have outputs made anew; those there are stay until then.";
            case DELETE ->
                "Have outputs deleted, by a worker that takes deletions; what has none is not offered again.";
            case ALLOW -> "Offer again what was deleted; withdraw deletions that are not done yet.";
        };
    }

    private static String example(Mutation mutation) {
        return switch (mutation) {
            case RETRY -> "--status failed --error timeout";
            case RELEASE -> "--status running";
            case CANCEL -> "--status ready,waiting";
            case UPDATE, DELETE -> "--tile T33VWJ";
            case ALLOW -> "--status deleted";
        };
    }

    @Override
    public boolean isChange() {
        return !isDryRun;
    }

    @Override
    public Map<String, Long> counts() {
        var done = effect;
        return done == null ? Map.of() : Map.of("matched", done.matched(), "changed", done.changed());
    }

    @Override
    public Integer call() throws InterruptedException {
        var done = database.use(session, open -> {
            var mutations = new Mutations(open);
            var chosen = chosen(filter.filter(open));
            return isDryRun ? mutations.preview(mutation, chosen) : mutations.apply(mutation, chosen);
        });
        effect = done;
        if (!jobs.isEmpty() && done.matched() == 0) {
            throw CommandException.at(ExitCode.NOT_FOUND, "jobs", "there is none of these numbers")
                    .next("waybill jobs list");
        }
        output.print(
                new Rows(
                        List.of("matched", isDryRun ? "would_change" : "changed"),
                        List.of(List.of(done.matched(), done.changed()))),
                session);
        return ExitCode.DONE.status();
    }

    private JobFilter chosen(JobFilter filtered) {
        return jobs.isEmpty() ? filtered : filtered.withJobs(jobs);
    }
}
