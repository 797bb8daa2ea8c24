package dev.waybill.files.registry;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;

/** The two tables of a receiver under the names and with the columns of OpenMSIStream. Used by one thread. */
final class ReceivedTables {
    private static final String IN_PROGRESS = "filename;rel_filepath;status;n_chunks;first_message;most_recent_message";
    private static final String PROCESSED = "filename;rel_filepath;n_chunks;first_message;processed_at";

    private final Path inProgress;
    private final Path processed;
    private final ZoneId zone;

    ReceivedTables(Path folder, String topic, String group, ZoneId zone) {
        this.inProgress = folder.resolve("consuming_from_" + topic + "_in_progress_by_" + group + ".csv");
        this.processed = folder.resolve("processed_from_" + topic + "_by_" + group + ".csv");
        this.zone = zone;
    }

    void writeInProgress(Collection<ReceivedFile> files) throws IOException {
        Replacement.write(inProgress, out -> {
            out.write(IN_PROGRESS);
            for (var file : files) {
                out.write("\n" + Tables.cell(file.path().name()) + ";"
                        + Tables.cell(file.path().toString()) + ";'" + file.status() + "';" + file.chunks());
                writeTimes(file.firstMessage(), file.mostRecentMessage(), out);
            }
        });
    }

    void writeProcessed(Collection<DeliveredFile> files) throws IOException {
        Replacement.write(processed, out -> {
            out.write(PROCESSED);
            for (var file : files) {
                out.write("\n" + Tables.cell(file.path().name()) + ";"
                        + Tables.cell(file.path().toString()) + ";" + file.chunks());
                writeTimes(file.firstMessage(), file.processedAt(), out);
            }
        });
    }

    private void writeTimes(Instant first, Instant last, Writer out) throws IOException {
        out.write(";" + PythonText.literal(first, zone) + ";" + PythonText.literal(last, zone));
    }
}
