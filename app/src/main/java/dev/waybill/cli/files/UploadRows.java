package dev.waybill.cli.files;

import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.RowWriter;
import dev.waybill.files.upload.UploadedFile;
import dev.waybill.files.upload.UploadedFile.Shipped;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row for each file that ended. Used by the thread that runs the upload, and closed after. */
final class UploadRows implements AutoCloseable {
    private static final List<String> COLUMNS =
            List.of("path", "status", "bytes", "chunks", "sent", "partition", "reason", "sha512");

    private final boolean hasHashes;
    private final RowWriter rows;

    UploadRows(OutputFormat format, PrintStream out) {
        hasHashes = format != OutputFormat.TABLE; // 128 digits are not for a screen
        rows = format.writer(hasHashes ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1), out);
    }

    void add(UploadedFile file) {
        Optional<Shipped> shipped = file.shipped();
        var row = new ArrayList<@Nullable Object>();
        row.add(file.path());
        row.add(file.status().name().toLowerCase(Locale.ROOT));
        row.add(shipped.map(Shipped::bytes).orElse(null));
        row.add(shipped.map(Shipped::chunks).orElse(null));
        row.add(shipped.map(Shipped::sent).orElse(null));
        row.add(shipped.map(Shipped::partition).orElse(null));
        row.add(file.reason().orElse(null));
        if (hasHashes) {
            row.add(shipped.map(Shipped::sha512).orElse(null));
        }
        rows.row(row);
    }

    @Override
    public void close() {
        rows.close();
    }
}
