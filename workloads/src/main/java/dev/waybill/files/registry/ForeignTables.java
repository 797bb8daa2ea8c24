package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.waybill.files.chunk.RelativePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What OpenMSIStream says it has uploaded from here: its table, and the parts of it that a run keeps beside it. Rows that cannot
 * be read are left out; their files are uploaded once more.
 */
final class ForeignTables {
    private static final String PART = "(_p[0-9a-f]+(_\\d+_\\d+)?)?\\.csv";

    private ForeignTables() {}

    static void read(Path folder, String topic, ZoneId zone, Map<RelativePath, Entry> entries) throws IOException {
        rows(folder, "uploaded_to_" + Pattern.quote(topic) + PART, row -> readRow(row, zone, entries));
    }

    /** Shows each row of the tables whose names match. */
    static void rows(Path folder, String names, Consumer<NamedCsvRecord> shown) throws IOException {
        var pattern = Pattern.compile(names);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (pattern.matcher(file.getFileName().toString()).matches()) {
                    readTable(file, shown);
                }
            }
        }
    }

    private static void readTable(Path file, Consumer<NamedCsvRecord> shown) throws IOException {
        // Not Files.newBufferedReader: a name in another encoding must not end the reading.
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            in.mark(16);
            if (!"sep=;".equals(in.readLine())) { // as written on Windows
                in.reset();
            }
            CsvReader.builder()
                    .fieldSeparator(';')
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofNamedCsvRecord(in)
                    .forEach(shown);
        } catch (CsvParseException e) {
            throw new IOException(file + " is no table of OpenMSIStream: " + e.getMessage(), e);
        }
    }

    private static void readRow(NamedCsvRecord row, ZoneId zone, Map<RelativePath, Entry> entries) {
        try {
            var path = row.findField("rel_filepath").flatMap(PythonText::text).map(RelativePath::of);
            if (path.isPresent()) {
                var entry = new Entry.Imported(
                        Integer.parseInt(row.getField("n_chunks")),
                        PythonText.time(row.getField("started"), zone),
                        PythonText.time(row.getField("completed"), zone));
                entries.merge(path.get(), entry, ForeignTables::later);
            }
        } catch (DateTimeException | IllegalArgumentException | NoSuchElementException e) {
            // no row of ours to judge; see above
        }
    }

    private static Entry later(Entry one, Entry other) {
        return one.started().isAfter(other.started()) ? one : other;
    }
}
