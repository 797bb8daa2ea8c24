package dev.waybill.cli.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.infer.Guess;
import dev.waybill.batch.infer.Inference;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.model.SchemaException;
import dev.waybill.batch.model.Shown;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch model infer}: a model that a file fits. */
@Command(
        name = "infer",
        description = {
            "Print a model that the rows of a file fit, and on standard error what speaks for it.",
            "Types are the narrowest that fit every value; look over them before you rely on them."
        },
        footer = {
            "%nExamples:",
            "  waybill batch model infer data.csv > model.json",
            "  waybill batch model infer data.csv.gz --rows 100000"
        })
final class ModelInfer implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "DATA", description = "CSV, JSON lines or Parquet, also in .gz or .zst.")
    private Path data = Path.of("");

    @Option(names = "--rows", paramLabel = "N", description = "Look at about so many rows. Default: at all.")
    private long rows = Long.MAX_VALUE;

    ModelInfer(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw CommandException.at(ExitCode.USAGE, "--rows", "got " + rows).expected("1 or more");
        }
        var inference = new Inference();
        try (BlockCutter file = LocalFile.rows(data)) {
            for (Rows block = file.next(); block != null && inference.rows() < rows; block = file.next()) {
                inference.see(block);
            }
        } catch (UnreadableFileException e) {
            throw LocalFile.unreadable(data, e);
        }
        if (inference.rows() == 0) {
            throw CommandException.at(ExitCode.FAILED, data.toString(), "no rows to judge by")
                    .expected("a row or more");
        }
        String model = inference.model();
        tell(inference, session.terminal().err());
        try {
            Schema.parse(model);
        } catch (SchemaException e) {
            throw CommandException.at(
                    ExitCode.FAILED, data.toString(), String.join(System.lineSeparator() + "  ", e.problems()));
        }
        session.terminal().out().println(model);
        return ExitCode.DONE.status();
    }

    private static void tell(Inference inference, PrintStream err) {
        err.printf(Locale.ROOT, "%,d rows%n", inference.rows());
        for (Guess guess : inference.guesses()) {
            err.printf(
                    Locale.ROOT,
                    "  %-20s %-22s %,d values, %,d empty%s%s%n",
                    Shown.brief(guess.column()),
                    guess.type().name(),
                    guess.values(),
                    guess.empty(),
                    guess.example().isEmpty() ? "" : ", such as '" + guess.example() + "'",
                    guess.reason().isEmpty() ? "" : "; none narrower, since " + guess.reason());
        }
        if (inference.leftOut() > 0) {
            err.printf(
                    Locale.ROOT,
                    "%,d rows could not be read and were left out; batch check says why%n",
                    inference.leftOut());
        }
    }
}
