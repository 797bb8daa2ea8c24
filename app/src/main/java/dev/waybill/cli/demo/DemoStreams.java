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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo streams}: a pipeline of twelve lines through an outage and a kill. */
@Command(
        name = "streams",
        description = {
            "Deliver 100,000 records through an outage of the sink and a kill -9 of the worker, then check each.",
            "Starts what it needs on free ports, and ends by itself. Reads no settings."
        },
        footer = {"%nExamples:", "  waybill demo streams", "  waybill demo streams -o json"})
final class DemoStreams implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "For the ledger, failures and logs; outputs/demo-streams. Emptied if an earlier demo made it.")
    private Path outputDir = Path.of("outputs", "demo-streams");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    DemoStreams(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream err = session.terminal().err();
        StoryFolder.prepare(outputDir);
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.of(outputDir.resolve("demo.log"))));
        long start = System.nanoTime();

        err.println("starting a Kafka broker of our own, on a free port ...");
        try (var stack = DemoStack.start(session.home(), List.of("kafka"))) {
            Optional<StreamsVerdict> verdict = tell(stack);
            if (verdict.isEmpty()) {
                return ExitCode.INTERRUPTED.status();
            }
            var figures = verdict.get().figures();
            figures.measure("seconds in all", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
            try (var rows = output.writer(Figures.COLUMNS, session.terminal().out())) {
                figures.print(rows);
            }
            return conclude(verdict.get().differences());
        }
    }

    /** Nothing where a signal ended the story; what fails then, fails because its broker is gone. */
    private Optional<StreamsVerdict> tell(DemoStack stack) throws InterruptedException, IOException {
        try {
            return StreamsStory.begin(session.terminal(), stack, outputDir).tell();
        } catch (RuntimeException e) {
            if (stack.isStopping()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private int conclude(List<String> differences) {
        PrintStream err = session.terminal().err();
        StoryEnd.require(differences, "demo streams", outputDir, err);
        err.println("every payment arrived, was filtered, or is parked with its reason; nothing is lost");
        err.println("where to look next:");
        err.println("  " + outputDir.resolve("ledger.csv") + "   what arrived, in that order");
        err.println(
                "  " + outputDir.resolve("failures").resolve("r0") + "   parked payments, one a line, reason inside");
        err.println("  examples/streams/ and docs/tutorials/streams.md   the pipeline, and how to write one");
        return ExitCode.DONE.status();
    }
}
