package dev.waybill.cli.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.RejectLimit;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch check}: what a job would reject, without a server. */
@Command(
        name = "check",
        description = {
            "Hold the rows of a file against a model, here and now: no server, nothing is stored.",
            "CSV, JSON lines or Parquet, also in .gz or .zst, as seen from the content; of any size.",
            "Exit status 0: every row fits, 3: some do not, 4: none does, or the file breaks off."
        },
        footer = {
            "%nExamples:",
            "  waybill batch check model.json data.csv",
            "  waybill batch check model.json data.csv -o csv > rejected.csv",
            "  waybill batch check model.json data.parquet --max-rejects 1%%"
        })
final class BatchCheck implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "MODEL", description = "JSON file of column and type, as for model create.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "The file to look at.")
    private Path data = Path.of("");

    @Option(
            names = "--max-rejects",
            paramLabel = "N|N%",
            description =
                    "Stop, with exit status 4, once more rows than this are rejected; a share is looked at from row 10,000 on.")
    private @Nullable String maxRejects;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default; the first 20), json, jsonl or csv (all, with line and original row).")
    private OutputFormat output = OutputFormat.TABLE;

    BatchCheck(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<RejectLimit> limit = limit();
        Schema schema = LocalFile.schema(model);
        var summary = new CheckSummary();
        try (BlockCutter file = LocalFile.rows(data)) {
            boolean isWithin = check(file, schema, limit, summary);
            return end(summary, isWithin, limit);
        } catch (UnreadableFileException e) {
            session.terminal().err().println("up to there " + summary.text());
            throw LocalFile.unreadable(data, e);
        }
    }

    private Optional<RejectLimit> limit() {
        try {
            return Optional.ofNullable(maxRejects).map(RejectLimit::parse);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "--max-rejects", "got \"" + maxRejects + "\"")
                    .expected(String.valueOf(e.getMessage()).replaceFirst("^expected ", ""));
        }
    }

    /** Whether no more rows are rejected than may be. */
    private boolean check(BlockCutter file, Schema schema, Optional<RejectLimit> limit, CheckSummary summary)
            throws IOException, UnreadableFileException, InterruptedException {
        var terminal = session.terminal();
        long size = Math.max(1, Files.size(data));
        long hidden;
        try (var rows = new RejectRows(output, terminal);
                var checks = new FileCheck(schema, Runtime.getRuntime().availableProcessors());
                var line = new ProgressLine(
                        data.getFileName().toString(),
                        terminal.err(),
                        terminal.errIsScreen(),
                        InstantSource.system())) {
            checks.run(file, (Checked checked) -> {
                summary.add(checked);
                checked.rejects().forEach(rows::add);
                line.show(summary.counts(100 * file.bytesRead() / size), Optional.empty());
                return !isExceeded(limit, summary, false);
            });
            hidden = rows.notShown();
        }
        if (hidden > 0) {
            terminal.err().printf(Locale.ROOT, "… and %,d more; -o csv, json or jsonl prints all%n", hidden);
        }
        return !isExceeded(limit, summary, true);
    }

    private static boolean isExceeded(Optional<RejectLimit> limit, CheckSummary summary, boolean isEnd) {
        return limit.filter(max -> max.isExceeded(summary.rejected(), summary.total(), isEnd))
                .isPresent();
    }

    private int end(CheckSummary summary, boolean isWithin, Optional<RejectLimit> limit) {
        var err = session.terminal().err();
        err.println(summary.text());
        err.print(summary.frequentCauses());
        if (!isWithin) {
            throw CommandException.at(
                    ExitCode.FAILED,
                    data.toString(),
                    "more rows rejected than " + limit.orElseThrow() + "; not read further");
        }
        if (summary.rejected() == 0) {
            return ExitCode.DONE.status();
        }
        return (summary.rejected() == summary.total() ? ExitCode.FAILED : ExitCode.PARTIAL).status();
    }
}
