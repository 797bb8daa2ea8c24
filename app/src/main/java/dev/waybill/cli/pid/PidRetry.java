package dev.waybill.cli.pid;

import static java.time.Duration.ofMinutes;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.file.ForcedLines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pid retry}: runs parked events again. */
@Command(
        name = "retry",
        description = {
            "Run the events of failure files again, through the same pipeline.",
            "Those that waybill replay, or an earlier retry, has run again are left out.",
            "Where consumer.retry_topic is set, they are sent to that topic instead."
        },
        footer = {
            "%nExamples:",
            "  waybill pid retry outputs/failures/r0",
            "  waybill pid retry outputs/failures/r0/failed_items_2026-01-31.jsonl --delete-after"
        })
final class PidRetry implements Callable<Integer>, ChangingCommand {
    private static final Duration LONGEST_DRAIN = ofMinutes(2);

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Failure files, or folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--delete-after", description = "Delete a file once all of its events have arrived.")
    private boolean deleteAfter;

    @Option(names = "--dry-run", description = "Only count what would be retried.")
    private boolean dryRun;

    private final LongAdder arrived = new LongAdder();
    private final LongAdder failed = new LongAdder();

    PidRetry(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !dryRun;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("arrived", arrived.sum(), "failed", failed.sum());
    }

    @Override
    public Duration drain() {
        return LONGEST_DRAIN;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PidRun run = session.pidRun();
        PrintStream out = session.terminal().out();
        List<Path> files = FailureFiles.of(paths);
        if (files.isEmpty()) {
            out.println("No retry files found.");
            return ExitCode.DONE.status();
        }
        Replay replay = replay(run);
        for (Path file : files) {
            long bytes = Files.size(file);
            var result = replay.replay(file);
            arrived.add(result.arrived());
            failed.add(result.failed());
            result.problems().forEach(session.terminal().err()::println);
            if (deleteAfter && !dryRun) {
                delete(file, bytes, result);
            }
        }
        String verb = dryRun ? "Would retry" : "Retried";
        out.printf("%s %d messages, %d failed.%n", verb, arrived.sum() + failed.sum(), failed.sum());
        return failed.sum() == 0 ? ExitCode.DONE.status() : ExitCode.PARTIAL.status();
    }

    private Replay replay(PidRun run) {
        var settings = run.settings();
        if (dryRun) {
            return new CountingReplay(settings.outputDir().resolve("failures"));
        }
        return settings.retryTopic()
                .<Replay>map(topic -> new TopicReplay(settings, topic))
                .orElseGet(() -> new PipelineReplay(session, run));
    }

    /** Only what arrived completely goes, and only if nobody appended to it meanwhile. */
    private void delete(Path file, long bytesBefore, Replay.Result result) throws IOException {
        PrintStream err = session.terminal().err();
        if (result.failed() > 0) {
            err.println(file + " is kept: not all of it arrived");
        } else if (!ForcedLines.delete(file, bytesBefore)) {
            err.println(file + " is kept: it grew meanwhile");
        } else {
            err.println(file + " is deleted: nothing in it waits any more");
        }
    }
}
