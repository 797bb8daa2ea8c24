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

/** {@code demo batch}: a million rows to ClickHouse, through a kill of ClickHouse and one of the worker. */
@Command(
        name = "batch",
        description = {
            "Store a file of a million rows, and its Parquet twin, through a kill -9 of ClickHouse and one of the worker; count every row.",
            "Starts what it needs on free ports, and ends by itself. Reads no settings."
        },
        footer = {"%nExamples:", "  waybill demo batch", "  waybill demo batch --rows 100000 -o json"})
final class DemoBatch implements Callable<Integer> {
    private final Session session;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of each file; 1000000.")
    private int rows = 1_000_000;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "For the files and logs; outputs/demo-batch. Emptied if an earlier demo made it.")
    private Path outputDir = Path.of("outputs", "demo-batch");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    DemoBatch(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream err = session.terminal().err();
        StoryFolder.prepare(outputDir);
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.of(outputDir.resolve("demo.log"))));
        long start = System.nanoTime();
        err.println("starting a Kafka broker and a stand-in for ClickHouse, on free ports ...");
        try (var stack = DemoStack.start(session.home(), List.of("kafka"));
                var clickHouse = DemoClickHouse.start(session.home(), outputDir.resolve("clickhouse"))) {
            err.println("they run: Kafka at " + stack.endpoints().get("kafka") + ", ClickHouse at " + clickHouse.uri());
            Optional<Figures> told = stack.tell(() ->
                    new BatchStory(session.terminal(), stack, clickHouse, new BatchSample(rows), outputDir).tell());
            if (told.isEmpty()) {
                return ExitCode.INTERRUPTED.status();
            }
            var figures = told.get();
            figures.measure("seconds in all", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
            try (var table = output.writer(Figures.COLUMNS, session.terminal().out())) {
                figures.print(table);
            }
            StoryEnd.require(figures.differences(), "demo batch", outputDir, err);
            err.println("every row is in its table, once; every bad one was named, mended and stored");
            return ExitCode.DONE.status();
        }
    }
}
