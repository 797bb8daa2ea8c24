package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parked records in files a person can read: {@code r<N>/failed_items_<UTC date>.jsonl} below a folder, where N is how
 * often the record was replayed before.
 *
 * <p>Lines are appended under a file lock and forced to the disk before {@link #park} returns, so several processes may
 * share a folder. A line that a crash cut short is closed by the next append; it was never settled, so its record comes
 * again.
 */
public final class FileFailureStore implements FailureStore {
    private record FailureFileName(String round, String file) {}

    private final Path folder;

    public FileFailureStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void park(List<ParkedRecord> records) throws IOException {
        Map<FailureFileName, StringBuilder> lines = new LinkedHashMap<>();
        for (ParkedRecord record : records) {
            lines.computeIfAbsent(fileName(record), f -> new StringBuilder())
                    .append(FailureLine.write(record))
                    .append('\n');
        }
        for (var entry : lines.entrySet()) {
            var name = entry.getKey();
            byte[] bytes = entry.getValue().toString().getBytes(UTF_8);
            ForcedLines.append(folder.resolve(name.round()).resolve(name.file()), bytes);
        }
    }

    private static FailureFileName fileName(ParkedRecord parked) {
        var date = LocalDate.ofInstant(parked.at(), ZoneOffset.UTC);
        return new FailureFileName("r" + parked.record().attempt(), "failed_items_" + date + ".jsonl");
    }
}
