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

/** {@code demo jobs}: ten thousand products, workers killed and frozen, an index that changes on the way. */
@Command(
        name = "jobs",
        description = {
            "Process ten thousand products of an index with several workers; kill some, freeze two, change and archive products"
                    + " on the way; account for every product.",
            "Starts what it needs on free ports, and ends by itself. Reads no settings."
        },
        footer = {"%nExamples:", "  waybill demo jobs", "  waybill demo jobs -o json"})
final class DemoJobs implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "For outputs, journals and logs; outputs/demo-jobs. Emptied if an earlier demo made it.")
    private Path outputDir = Path.of("outputs", "demo-jobs");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    DemoJobs(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream err = session.terminal().err();
        Path folder = outputDir.toAbsolutePath();
        StoryFolder.prepare(folder);
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.of(folder.resolve("demo.log"))));
        long start = System.nanoTime();
        err.println("starting PostgreSQL with the index of an Open Data Cube, ten thousand products in it ...");
        try (var stack = DemoStack.start(session.home(), List.of("postgres"))) {
            Optional<Figures> told = stack.tell(() -> {
                try (var story = new JobsStory(session.terminal(), stack, folder)) {
                    return story.tell();
                }
            });
            if (told.isEmpty()) {
                return ExitCode.INTERRUPTED.status();
            }
            var figures = told.get();
            figures.measure("seconds in all", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
            try (var table = output.writer(Figures.COLUMNS, session.terminal().out())) {
                figures.print(table);
            }
            StoryEnd.require(figures.differences(), "demo jobs", folder, err);
            err.println(
                    "every product that is wanted was done once for each of its versions; none that is not was left");
            return ExitCode.DONE.status();
        }
    }
}
