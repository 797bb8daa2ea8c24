package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
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

/** {@code demo files}: a folder to Girder, through an outage and a kill. */
@Command(
        name = "files",
        description = {
            "Send a folder in chunks and put it together in Girder, through an outage and a kill -9; compare each byte.",
            "Starts what it needs on free ports, and ends by itself. Reads no settings."
        },
        footer = {"%nExamples:", "  waybill demo files", "  waybill demo files --data measurements/ -o json"})
final class DemoFiles implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "This folder, instead of one that is made for the demo. It is only read.")
    private @Nullable Path data;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "For what both programs keep, and logs; outputs/demo-files. Emptied if an earlier demo made it.")
    private Path outputDir = Path.of("outputs", "demo-files");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    DemoFiles(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintStream err = session.terminal().err();
        requireApart();
        StoryFolder.prepare(outputDir);
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.of(outputDir.resolve("demo.log"))));
        long start = System.nanoTime();

        try (var folder =
                data == null ? SampleFolder.make(outputDir.resolve("instrument")) : SampleFolder.given(data)) {
            err.println("starting a Kafka broker and a Girder service of our own, on free ports ...");
            try (var stack = DemoStack.start(session.home(), List.of("kafka", "girder"))) {
                err.println("they run: " + stack.endpoints());
                Optional<FilesVerdict> verdict =
                        stack.tell(() -> FilesStory.begin(session.terminal(), stack, folder, outputDir)
                                .tell());
                if (verdict.isEmpty()) {
                    return ExitCode.INTERRUPTED.status();
                }
                var figures = verdict.get().figures();
                figures.measure("seconds in all", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
                try (var rows =
                        output.writer(Figures.COLUMNS, session.terminal().out())) {
                    figures.print(rows);
                }
                return conclude(verdict.get().differences());
            }
        }
    }

    /** What the story writes must not be part of what it sends. */
    private void requireApart() {
        if (data != null
                && outputDir
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(data.toAbsolutePath().normalize())) {
            throw CommandException.at(ExitCode.USAGE, "--output-dir", outputDir + " is below " + data)
                    .expected("a folder that is not sent");
        }
    }

    private int conclude(List<String> differences) {
        PrintStream err = session.terminal().err();
        StoryEnd.require(differences, "demo files", outputDir, err);
        err.println("every file is in Girder, once, in its folder, byte for byte; nothing else is");
        err.println("where to look next:");
        err.println("  " + outputDir.resolve("receiver").resolve("LOGS")
                + "   what has arrived, as OpenMSIStream lists it");
        err.println(
                "  waybill up        the same services, until Ctrl-C; then waybill files upload, waybill files girder");
        err.println("  docs/files/       how a file travels, and what happens when something goes wrong");
        return ExitCode.DONE.status();
    }
}
