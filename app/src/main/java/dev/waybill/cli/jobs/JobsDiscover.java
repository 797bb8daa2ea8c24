package dev.waybill.cli.jobs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.jobs.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs discover}. */
@Command(
        name = "discover",
        description = {
            "Find what is new in the index, and make jobs of it. Only reads the index.",
            "On an index with locations (agdc), what was changed, archived or restored is found by reconcile; with --watch that"
                    + " runs now and then, too. Any number of them may watch."
        },
        footer = {"%nExamples:", "  waybill jobs discover", "  waybill jobs discover --watch --reconcile-every 15m"})
final class JobsDiscover implements Callable<Integer> {
    private static final Duration PATIENCE = ofSeconds(15);

    private final Session session;

    @Option(
            names = "--processor",
            paramLabel = "PROCESSOR",
            description = "For this one; without, for all that are enabled.")
    private @Nullable String processor;

    @Option(names = "--watch", description = "Go on until Ctrl-C.")
    private boolean isWatching;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "With --watch: look so often. Default: 2s.")
    private Span every = new Span(ofSeconds(2));

    @Option(
            names = "--reconcile-every",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "With --watch: reconcile so often. Default: 1h.")
    private Span reconcileEvery = new Span(ofHours(1));

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    JobsDiscover(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        console.check();
        return database.use(
                session, isWatching ? LogLevel.INFO : LogLevel.WARNING, open -> isWatching ? watch(open) : once(open));
    }

    private int once(Database open) {
        var found = new Discovery(open, Optional.ofNullable(processor)).look();
        output.print(ChangeRows.of(found), session);
        ChangeRows.warnings(found).forEach(session.terminal().err()::println);
        return ExitCode.DONE.status();
    }

    private int watch(Database open) throws InterruptedException {
        var look = every.some("--every");
        var reconcile = reconcileEvery.some("--reconcile-every");
        var terminal = session.terminal();
        var discovery = new Discovery(open, Optional.ofNullable(processor));
        terminal.err().println("looking for work   Ctrl-C stops it");
        try (var progress = new ProgressLine("jobs", terminal.err(), terminal.errIsScreen(), InstantSource.system());
                var work = new ForegroundWork(discovery::stop, PATIENCE)) {
            var words = console.open(session);
            return work.run(
                    () -> {
                        discovery.watch(look, reconcile, found -> {
                            String line = ChangeRows.words(found);
                            if (!line.isEmpty()) {
                                terminal.err().println(line);
                            }
                        });
                        return ExitCode.DONE.status();
                    },
                    () -> words.look(progress, () -> "looking for work", discovery::stop));
        }
    }
}
