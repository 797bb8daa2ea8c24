package dev.waybill.cli.files;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.files.staging.Gap;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code files missing}: which chunks have not come of files that are not complete. */
@Command(
        name = "missing",
        description = {
            "Show files that are not complete: which chunks have not come, and since when none has.",
            "The receiver may run meanwhile."
        },
        footer = {"%nExamples:", "  waybill files missing --output-dir out"})
final class FilesMissing implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("path", "have", "chunks", "missing", "idle_seconds", "sha512");
    private static final int MOST_GAPS = 20;

    private final Session session;

    @Mixin
    private final KnownFiles known = new KnownFiles();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    FilesMissing(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var now = InstantSource.system().instant();
        boolean hasHashes = output != OutputFormat.TABLE; // 128 digits are not for a screen
        try (var rows = output.writer(
                hasHashes ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1),
                session.terminal().out())) {
            for (var found : known.staged(known.delivered())) {
                var gaps = found.pieces().missing();
                var row = new ArrayList<@Nullable Object>();
                row.add(found.version().path().toString());
                row.add(found.pieces().count());
                row.add(found.version().chunks());
                row.add(hasHashes ? text(gaps, gaps.size()) : text(gaps, MOST_GAPS));
                row.add(Duration.between(found.changed(), now).toSeconds());
                if (hasHashes) {
                    row.add(found.version().hash().hex());
                }
                rows.row(row);
            }
        }
        return ExitCode.DONE.status();
    }

    private static String text(List<Gap> gaps, int most) {
        String shown = gaps.stream().limit(most).map(Gap::toString).collect(Collectors.joining(","));
        return gaps.size() > most ? shown + ",…" : shown;
    }
}
