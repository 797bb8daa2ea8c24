package dev.waybill.cli.demo;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo pid}: the PID story on a stack of its own. */
@Command(
        name = "pid",
        description = {
            "Register publication events at a Handle service through an outage, mend one, check every handle.",
            "Starts what it needs on free ports, and ends by itself. Reads no settings."
        },
        footer = {"%nExamples:", "  waybill demo pid", "  waybill demo pid --data DIR -o json"})
final class DemoPid implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Events in .json and .jsonl files below it, instead of ours.")
    private @Nullable Path data;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "For failures and the log; outputs/demo-pid. Emptied if an earlier demo made it.")
    private Path outputDir = Path.of("outputs", "demo-pid");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    DemoPid(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream err = session.terminal().err();
        var samples = data == null ? SampleFiles.ours(session.home()) : SampleFiles.below(data);
        StoryFolder.prepare(outputDir);
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.of(outputDir.resolve("demo.log"))));
        long start = System.nanoTime();

        err.println("starting a Kafka broker, a Handle service and a STAC service of our own, on free ports ...");
        try (var stack = DemoStack.start(session.home())) {
            err.println("they run: " + stack.endpoints());
            Optional<Verdict> verdict =
                    stack.tell(() -> new PidStory(session, stack, outputDir).tell(samples, data == null));
            if (verdict.isEmpty()) {
                return ExitCode.INTERRUPTED.status();
            }
            verdict.get().figures().measure("seconds in all", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
            try (var rows = output.writer(Figures.COLUMNS, session.terminal().out())) {
                verdict.get().figures().print(rows);
            }
            return conclude(verdict.get().differences());
        }
    }

    private int conclude(List<String> differences) {
        PrintStream err = session.terminal().err();
        StoryEnd.require(differences, "demo pid", outputDir, err);
        err.println("every event arrived or is parked with its reason, and every handle is as it should be");
        err.println("where to look next:");
        err.println("  " + outputDir.resolve("failures").resolve("r0") + "   parked events, one a line, reason inside");
        err.println("  waybill up        the same services, until Ctrl-C; then waybill pid init, send, consume");
        err.println("  docs/pid/         how an event becomes handle records");
        return ExitCode.DONE.status();
    }
}
