package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.RowWriter;
import dev.waybill.cli.session.Session;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.staging.StagingFolder.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code files list} and {@code files show}: what has arrived, and what is under way. */
@Command(
        description = {
            "Show what has arrived, and files of which chunks are on disk.",
            "The receiver may run meanwhile."
        },
        footer = {
            "%nExamples:",
            "  waybill files list --output-dir out -o csv",
            "  waybill files show run-7/scan-17.dat --output-dir out"
        })
final class FilesList implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("path", "status", "chunks", "have", "since", "last", "sha512");

    private final Session session;

    @Mixin
    private final KnownFiles known = new KnownFiles();

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "Only this file, each time it has arrived.")
    private @Nullable String path;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    FilesList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Predicate<RelativePath> wanted = file -> path == null || file.toString().equals(path);
        var delivered = known.delivered();
        int shown = 0;
        boolean hasHashes = output != OutputFormat.TABLE; // 128 digits are not for a screen
        try (var rows = output.writer(
                hasHashes ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1),
                session.terminal().out())) {
            for (var file : delivered) {
                shown += wanted.test(file.path()) ? write(file, hasHashes, rows) : 0;
            }
            for (var found : known.staged(delivered)) {
                shown += wanted.test(found.version().path()) ? write(found, hasHashes, rows) : 0;
            }
        }
        if (path != null && shown == 0) {
            throw CommandException.at(ExitCode.NOT_FOUND, path, "no chunk of this file has come")
                    .next("waybill files list   shows which have");
        }
        return ExitCode.DONE.status();
    }

    private static int write(DeliveredFile file, boolean hasHashes, RowWriter rows) {
        var row = new ArrayList<@Nullable Object>();
        row.add(file.path().toString());
        row.add("processed");
        row.add(file.chunks());
        row.add(file.chunks());
        row.add(file.firstMessage().toString());
        row.add(file.processedAt().toString());
        if (hasHashes) {
            row.add(file.hash().map(Object::toString).orElse(null));
        }
        rows.row(row);
        return 1;
    }

    private static int write(Found found, boolean hasHashes, RowWriter rows) {
        var row = new ArrayList<@Nullable Object>();
        row.add(found.version().path().toString());
        row.add("in_progress");
        row.add(found.version().chunks());
        row.add(found.pieces().count());
        row.add(null);
        row.add(found.changed().toString());
        if (hasHashes) {
            row.add(found.version().hash().hex());
        }
        rows.row(row);
        return 1;
    }
}
