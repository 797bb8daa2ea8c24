package dev.waybill.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Rows of which it is known what becomes of them: one in a thousand has a bad cell.
 *
 * @param rows how many there are
 */
record BatchSample(int rows) {
    static final String SCHEMA = "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";

    private static final int ONE_BAD_IN = 1_000;
    private static final int KINDS = 3;
    private static final long FIRST_TIMESTAMP = 1_716_045_542L;

    /** One more than fits; ClickHouse would take it for 0. */
    private static final long TOO_LARGE = 1L << 32;

    private static final String HEADER = "event_id,timestamp,amount\n";
    private static final MessageType PARQUET = MessageTypeParser.parseMessageType(
            "message row { required binary event_id" + " (UTF8); optional int64 timestamp; optional double amount; }");

    private static boolean isBad(int row) {
        return row % ONE_BAD_IN == ONE_BAD_IN / 2;
    }

    private static int kind(int row) {
        return row / ONE_BAD_IN % KINDS;
    }

    int bad() {
        return (rows + ONE_BAD_IN / 2 - 1) / ONE_BAD_IN;
    }

    /** Of all rows, as they are in the end. */
    long sumOfTimestamps() {
        return rows * FIRST_TIMESTAMP + (long) rows * (rows - 1) / 2;
    }

    void writeCsv(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < rows; i++) {
                out.write(isBad(i) ? badLine(i) : goodLine(i));
            }
        }
    }

    /** The bad rows, mended. */
    void writeFixed(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < rows; i++) {
                if (isBad(i)) {
                    out.write(goodLine(i));
                }
            }
        }
    }

    private static String goodLine(int i) {
        return "e" + i + "," + timestamp(i) + "," + amount(i) + "\n";
    }

    private static String badLine(int i) {
        return switch (kind(i)) {
            case 0 -> "e" + i + ",," + amount(i) + "\n";
            case 1 -> "e" + i + "," + TOO_LARGE + "," + amount(i) + "\n";
            default -> "e" + i + "," + timestamp(i) + ",bad\n";
        };
    }

    private static long timestamp(int i) {
        return FIRST_TIMESTAMP + i;
    }

    private static double amount(int i) {
        return i * 0.25;
    }

    /** The same rows; what cannot be bad in a typed file is bad in another way. */
    void writeParquet(Path file) throws IOException {
        try (ParquetWriter<Group> out = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(PARQUET)
                .build()) {
            for (int i = 0; i < rows; i++) {
                Group row = new SimpleGroup(PARQUET).append("event_id", "e" + i).append("amount", amount(i));
                if (!isBad(i) || kind(i) != 0) {
                    row.add("timestamp", isBad(i) ? TOO_LARGE : timestamp(i));
                }
                out.write(row);
            }
        }
    }

    /** How many rejects of each code the CSV has. */
    Map<String, Long> csvCodes() {
        return codes("MISSING_COLUMN", "INVALID_UINT32", "INVALID_FLOAT64");
    }

    /** How many rejects of each code the Parquet file has. */
    Map<String, Long> parquetCodes() {
        return codes("NULL_VALUE", "INVALID_UINT32", "INVALID_UINT32");
    }

    private Map<String, Long> codes(String... byKind) {
        var codes = new TreeMap<String, Long>();
        for (int i = ONE_BAD_IN / 2; i < rows; i += ONE_BAD_IN) {
            codes.merge(byKind[kind(i)], 1L, Long::sum);
        }
        return codes;
    }
}
