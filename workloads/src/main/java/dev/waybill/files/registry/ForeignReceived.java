package dev.waybill.files.registry;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.waybill.files.chunk.RelativePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What OpenMSIStream says has been processed: its table, and the parts of it that a run keeps beside it. Rows that cannot be
 * read are left out.
 */
final class ForeignReceived {
    private static final String PART = "(_t[0-9a-zA-Z-]+(_\\d+_\\d+)?)?\\.csv";

    private ForeignReceived() {}

    static List<DeliveredFile> read(Path folder, String topic, String group, ZoneId zone) throws IOException {
        var found = new ArrayList<DeliveredFile>();
        String names = "processed_from_" + Pattern.quote(topic) + "_by_" + Pattern.quote(group) + PART;
        ForeignTables.rows(folder, names, row -> file(row, zone).ifPresent(found::add));
        found.sort(Comparator.comparing(DeliveredFile::processedAt));
        return found;
    }

    private static Optional<DeliveredFile> file(NamedCsvRecord row, ZoneId zone) {
        try {
            var path = row.findField("rel_filepath").flatMap(PythonText::text).map(RelativePath::of);
            int chunks = Integer.parseInt(row.getField("n_chunks"));
            var first = PythonText.time(row.getField("first_message"), zone);
            var processed = PythonText.time(row.getField("processed_at"), zone);
            return path.map(known -> new DeliveredFile(known, Optional.empty(), 0, chunks, first, processed));
        } catch (DateTimeException | IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
