package dev.waybill.bench.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Rows of three columns, the same each time.
 *
 * @param count how many there are
 */
public record Purchases(int count) {
    /** Column and type, as a model has it. */
    public static final String SCHEMA =
            "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";

    /** The same for a table. */
    static final String COLUMNS = "event_id String, timestamp UInt32, amount Float64";

    private static final int FIRST_ID = 10_000_000;
    private static final long FIRST_TIMESTAMP = 1_716_045_542L;
    private static final int TIMESTAMPS = 100_000;
    private static final int HUNDREDTHS = 100_000_00;

    /** With a header, about 32 bytes a row. */
    public Path writeCsv(Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("event_id,timestamp,amount\n".getBytes(US_ASCII));
            for (int i = 0; i < count; i++) {
                out.write(String.format(Locale.ROOT, "%s,%d,%.2f%n", id(i), timestamp(i), amount(i))
                        .getBytes(US_ASCII));
            }
        }
        return file;
    }

    /** Rows {@code from} to {@code to}, the last one not included, in RowBinary. */
    byte[] rowBinary(int from, int to) {
        var out = ByteBuffer.allocate((to - from) * 25).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < to; i++) {
            byte[] id = id(i).getBytes(US_ASCII);
            out.put((byte) id.length).put(id).putInt((int) timestamp(i)).putDouble(amount(i));
        }
        return out.array();
    }

    private static String id(int i) {
        return "evt-" + (FIRST_ID + i);
    }

    private static long timestamp(int i) {
        return FIRST_TIMESTAMP + i % TIMESTAMPS;
    }

    private static double amount(int i) {
        return (i * 7919L % HUNDREDTHS) / 100.0;
    }
}
