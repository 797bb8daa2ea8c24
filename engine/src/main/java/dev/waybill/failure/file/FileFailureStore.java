package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Parked records in files a person can read: {@code r<N>/failed_items_<UTC date>.jsonl} below a folder, where N is how
 * often the record was replayed before.
 *
 * <p>Lines are appended under a file lock and forced to the disk before {@link #park} returns, so several processes may
 * share a folder. A line that a crash cut short is closed by the next append; it was never settled, so its record comes
 * again.
 */
public final class FileFailureStore implements FailureStore {
    /** A file lock keeps other processes away, but not the threads of this one. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

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
            append(entry.getKey(), entry.getValue().toString().getBytes(UTF_8));
        }
    }

    private static FailureFileName fileName(ParkedRecord parked) {
        var date = LocalDate.ofInstant(parked.at(), ZoneOffset.UTC);
        return new FailureFileName("r" + parked.record().attempt(), "failed_items_" + date + ".jsonl");
    }

    private void append(FailureFileName name, byte[] bytes) throws IOException {
        Path round = folder.resolve(name.round());
        Path file = round.resolve(name.file());
        ONE_AT_A_TIME.lock();
        try {
            boolean isNew = !Files.exists(file);
            Files.createDirectories(round);
            append(file, bytes);
            if (isNew) {
                forceFolder(round);
            }
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, CREATE, READ, WRITE);
                var lock = channel.lock()) {
            long end = lock.isValid() ? channel.size() : 0;
            var buffer = ByteBuffer.allocate(bytes.length + 1);
            if (end > 0 && !endsWithNewline(channel, end)) {
                buffer.put((byte) '\n');
            }
            buffer.put(bytes).flip();
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
            channel.force(true);
        }
    }

    private static boolean endsWithNewline(FileChannel channel, long end) throws IOException {
        var last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) == '\n';
    }

    /** Makes the new file's name survive, too; where a folder cannot be forced (Windows), the system does it. */
    private static void forceFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (var channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }
}
