package dev.waybill.files.registry;

import dev.waybill.files.chunk.RelativePath;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** The two tables under the names and with the columns of OpenMSIStream, for whoever looks. Used by one thread. */
final class Tables {
    private static final String IN_PROGRESS =
            "filename;rel_filepath;n_chunks;n_chunks_delivered;n_chunks_to_send;started;chunks_delivered;chunks_to_send";
    private static final String UPLOADED = "filename;rel_filepath;n_chunks;started;completed";

    private final Path inProgress;
    private final Path uploaded;
    private final ZoneId zone;

    Tables(Path folder, String topic, ZoneId zone) {
        this.inProgress = folder.resolve("upload_to_" + topic + "_in_progress.csv");
        this.uploaded = folder.resolve("uploaded_to_" + topic + ".csv");
        this.zone = zone;
    }

    void write(Map<RelativePath, Entry> entries) throws IOException {
        Replacement.write(inProgress, out -> writeInProgress(entries, out));
        Replacement.write(uploaded, out -> writeUploaded(entries, out));
    }

    private void writeInProgress(Map<RelativePath, Entry> entries, Writer out) throws IOException {
        out.write(IN_PROGRESS);
        for (var each : entries.entrySet()) {
            if (each.getValue() instanceof Entry.InProgress begun) {
                int chunks = begun.chunks();
                int delivered = begun.delivered();
                writeFile(each.getKey(), chunks, out);
                out.write(";" + delivered + ";" + (chunks - delivered) + ";" + PythonText.literal(begun.started(), zone)
                        + ";");
                writeSet(1, delivered, out);
                out.write(';');
                writeSet(delivered + 1, chunks, out);
            }
        }
    }

    private void writeUploaded(Map<RelativePath, Entry> entries, Writer out) throws IOException {
        out.write(UPLOADED);
        for (var each : entries.entrySet()) {
            Entry entry = each.getValue();
            if (entry instanceof Entry.InProgress) {
                continue;
            }
            var completed =
                    entry instanceof Entry.Completed done ? done.completed() : ((Entry.Imported) entry).completed();
            writeFile(each.getKey(), entry.chunks(), out);
            out.write(";" + PythonText.literal(entry.started(), zone) + ";" + PythonText.literal(completed, zone));
        }
    }

    /** The line end comes first: the last line has none. */
    private static void writeFile(RelativePath path, int chunks, Writer out) throws IOException {
        out.write("\n" + cell(path.name()) + ";" + cell(path.toString()) + ";" + chunks);
    }

    static String cell(String text) {
        String literal = PythonText.literal(text);
        boolean isPlain = literal.indexOf(';') < 0 && literal.indexOf('"') < 0;
        return isPlain ? literal : '"' + literal.replace("\"", "\"\"") + '"';
    }

    /** Number by number: a file may have millions. */
    private static void writeSet(int first, int last, Writer out) throws IOException {
        if (first > last) {
            out.write("set()");
            return;
        }
        out.write('{');
        for (int i = first; i <= last; i++) {
            out.write(i == first ? "" + i : ", " + i);
        }
        out.write('}');
    }
}
