package dev.waybill.bench.trial;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How often each record of a topic was handled, in a mapped file that outlives a killed process.
 *
 * <p>One process at a time writes; another may read. Different records may be noted by different threads at once.
 */
public final class Journal {
    private static final long LOW_BITS = 0x7f7f7f7f_7f7f7f7fL;
    private static final long ONCE_EACH = 0x01010101_01010101L;

    private final MappedByteBuffer counts;
    private final int records;

    private Journal(MappedByteBuffer counts, int records) {
        this.counts = counts;
        this.records = records;
    }

    /** Opens the journal of a topic of this many records, whichever partitions they are in. */
    public static Journal open(Path file, int partitions, int records) throws IOException {
        var options =
                new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (var channel = FileChannel.open(file, options)) {
            long size = ((long) partitions * records + Long.BYTES - 1) & -Long.BYTES;
            return new Journal(channel.map(FileChannel.MapMode.READ_WRITE, 0, size), records);
        }
    }

    void note(int partition, long offset) {
        int at = partition * records + (int) offset;
        counts.put(at, (byte) (counts.get(at) + 1));
    }

    /** Records handled at least once. */
    public int handled() {
        int handled = 0;
        for (int at = 0; at < counts.capacity(); at += Long.BYTES) {
            long eight = counts.getLong(at);
            long carries = (eight & LOW_BITS) + LOW_BITS; // the top bit of a byte is set if any other bit was
            handled += Long.bitCount((carries | eight) & ~LOW_BITS);
        }
        return handled;
    }

    /** Records of a partition below {@code offset} that were never handled. */
    public int missingBelow(int partition, long offset) {
        int missing = 0;
        for (int at = partition * records; at < partition * records + offset; at++) {
            missing += counts.get(at) == 0 ? 1 : 0;
        }
        return missing;
    }

    /** Handlings of records that had been handled before. */
    public long repeated() {
        long repeated = 0;
        for (int at = 0; at < counts.capacity(); at += Long.BYTES) {
            if ((counts.getLong(at) & ~ONCE_EACH) != 0) {
                for (int i = at; i < at + Long.BYTES; i++) {
                    repeated += Math.max(0, counts.get(i) - 1);
                }
            }
        }
        return repeated;
    }
}
