package dev.waybill.batch.check;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.model.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parquet files of every type of column, through the library's own writer. */
class ParquetTest {
    private static final Schema PURCHASES =
            Schema.parse("{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}");
    private static final MessageType PURCHASE = Types.buildMessage()
            .required(BINARY)
            .as(stringType())
            .named("event_id")
            .optional(INT32)
            .as(intType(32, false))
            .named("timestamp")
            .required(DOUBLE)
            .named("amount")
            .named("purchase");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void rowsOfAllRowGroupsComeInOrder(CompressionCodecName codec) throws IOException {
        byte[] file = written(PURCHASE, codec, rows -> {
            for (int i = 0; i < 10_000; i++) {
                purchase(rows, "id-" + i, i, i / 2.0);
            }
        });

        var outcome = Trial.of(folder, PURCHASES, file, new BlockSize(10_000, 300));

        assertThat(outcome).hasSize(10_000).startsWith("row 1: id-0|0|0.0").endsWith("row 10000: id-9999|9999|4999.5");
    }

    @Test
    void whatDoesNotFitIsRejectedByRow() throws IOException {
        byte[] file = written(PURCHASE, CompressionCodecName.UNCOMPRESSED, rows -> {
            purchase(rows, "a\"\\\n\u0001ä", -1, Double.NaN);
            rows.accept(new SimpleGroup(PURCHASE).append("event_id", "").append("amount", Double.NEGATIVE_INFINITY));
            rows.accept(new SimpleGroup(PURCHASE)
                    .append("event_id", Binary.fromConstantByteArray(new byte[] {'x', (byte) 0xff}))
                    .append("timestamp", 1)
                    .append("amount", 1.0));
        });

        assertThat(Trial.of(folder, PURCHASES, file, BlockSize.DEFAULT))
                .containsExactly(
                        "row 1: a\"\\\n\u0001ä|4294967295|NaN",
                        "row 2 line 2 timestamp: NULL_VALUE <null>",
                        "row 3 line 3 event_id: INVALID_UTF8 <x\ufffd>");
    }

    @Test
    void columnsAreFoundByNameAndOthersAreExtra() throws IOException {
        byte[] file = written(PURCHASE, CompressionCodecName.SNAPPY, rows -> purchase(rows, "a", 7, 1));
        var other = Schema.parse("{\"amount\": \"Float64\", \"event_id\": \"String\", \"note\": \"String\"}");

        assertThat(Trial.of(folder, other, file, BlockSize.DEFAULT))
                .containsExactly("row 1 line 1 note: MISSING_COLUMN <>", "row 1 line 1 timestamp: EXTRA_COLUMN <7>");
    }

    @Test
    void everyTypeKeepsItsValueExactly() throws IOException {
        var type = Types.buildMessage()
                .required(INT64)
                .as(intType(64, false))
                .named("u64")
                .required(INT64)
                .named("i64")
                .required(INT32)
                .as(intType(8, true))
                .named("i8")
                .required(INT32)
                .as(decimalType(2, 9))
                .named("d9")
                .required(INT64)
                .as(decimalType(4, 18))
                .named("d18")
                .required(FIXED_LEN_BYTE_ARRAY)
                .length(16)
                .as(decimalType(10, 38))
                .named("d38")
                .required(INT32)
                .as(dateType())
                .named("day")
                .required(INT64)
                .as(timestampType(true, TimeUnit.MICROS))
                .named("micros")
                .required(INT64)
                .as(timestampType(false, TimeUnit.MILLIS))
                .named("millis")
                .required(INT64)
                .as(timestampType(true, TimeUnit.NANOS))
                .named("nanos")
                .required(INT96)
                .named("old")
                .required(FIXED_LEN_BYTE_ARRAY)
                .length(16)
                .as(uuidType())
                .named("uuid")
                .required(BOOLEAN)
                .named("truth")
                .required(FLOAT)
                .named("f32")
                .optional(BINARY)
                .named("raw")
                .named("all");
        byte[] file = written(
                type,
                CompressionCodecName.UNCOMPRESSED,
                rows -> rows.accept(new SimpleGroup(type)
                        .append("u64", -1L)
                        .append("i64", Long.MIN_VALUE)
                        .append("i8", -128)
                        .append("d9", -125)
                        .append("d18", 15_000L)
                        .append("d38", fixed(new BigInteger("-12345678901234567890")))
                        .append("day", -25_567)
                        .append("micros", -1L)
                        .append("millis", 1_716_045_542_000L)
                        .append("nanos", 1L)
                        .append(
                                "old",
                                Binary.fromConstantByteBuffer(ByteBuffer.allocate(12)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putLong(1_000_000_000)
                                        .putInt(2_440_589)
                                        .flip()))
                        .append(
                                "uuid",
                                Binary.fromConstantByteBuffer(ByteBuffer.allocate(16)
                                        .putLong(0x0011223344556677L)
                                        .putLong(0x8899aabbccddeeffL)
                                        .flip()))
                        .append("truth", true)
                        .append("f32", 0.1f)
                        .append("raw", "text")));
        var schema = Schema.parse("""
                {"u64": "UInt64", "i64": "Int64", "i8": "Int8", "d9": "Decimal(9, 2)", "d18": "Decimal(18, 4)",
                 "d38": "Decimal(38, 10)", "day": "Date32", "micros": "DateTime64(6)", "millis": "DateTime", "nanos": "DateTime64(9)",
                 "old": "DateTime", "uuid": "UUID", "truth": "Bool", "f32": "Float32", "raw": "Nullable(String)"}""");

        assertThat(Trial.of(folder, schema, file, BlockSize.DEFAULT))
                .containsExactly(
                        "row 1: 18446744073709551615|-9223372036854775808|-128|-1.25|1.5000|-1234567890.1234567890|"
                                + "1900-01-01|1969-12-31T23:59:59.999999Z|2024-05-18T15:19:02Z|1970-01-01T00:00:00.000000001Z|"
                                + "1970-01-02T00:00:01Z|00112233-4455-6677-8899-aabbccddeeff|true|0.1|text");
    }

    private static Binary fixed(BigInteger value) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        byte[] big = value.toByteArray();
        System.arraycopy(big, 0, bytes, 16 - big.length, big.length);
        return Binary.fromConstantByteArray(bytes);
    }

    @Test
    void nestedColumnsAreRefusedAllAtOnce() throws IOException {
        var type = Types.buildMessage()
                .requiredGroup()
                .required(INT32)
                .named("x")
                .named("point")
                .repeated(INT32)
                .named("list")
                .required(INT32)
                .named("fine")
                .named("nested");
        byte[] file = written(type, CompressionCodecName.UNCOMPRESSED, rows -> {
            var row = new SimpleGroup(type);
            row.addGroup("point").append("x", 1);
            rows.accept(row.append("fine", 1));
        });

        assertThat(Trial.of(folder, PURCHASES, file, BlockSize.DEFAULT))
                .containsExactly("file: Parquet: column \"point\": nested; expected a single value in each row;"
                        + " column \"list\": nested; expected a single value in each row");
    }

    @Test
    void aFileThatIsCutOrDamagedIsToldAndBreaksNothing() throws IOException {
        byte[] file = written(PURCHASE, CompressionCodecName.SNAPPY, rows -> purchase(rows, "a", 7, 1));

        for (int length = 4; length < file.length; length += 7) {
            assertThat(Trial.of(folder, PURCHASES, Arrays.copyOf(file, length), BlockSize.DEFAULT))
                    .singleElement()
                    .asString()
                    .startsWith("file: the Parquet file is damaged");
        }
        for (int at = 4; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= (byte) 0xff;
            assertThat(Trial.of(folder, PURCHASES, damaged, BlockSize.DEFAULT)).hasSizeLessThan(10);
        }
    }

    @Test
    void aValueOfManyMegabytesIsARowThatIsTooLong() throws IOException {
        String large = "x".repeat(20 << 20);
        byte[] file = written(PURCHASE, CompressionCodecName.ZSTD, rows -> {
            purchase(rows, "a", 7, 1);
            purchase(rows, large, 8, 2);
            purchase(rows, large, 9, 3);
            purchase(rows, "b", 10, 4);
        });

        assertThat(file).hasSizeLessThan(1 << 20);
        assertThat(Trial.of(folder, PURCHASES, file, BlockSize.DEFAULT))
                .hasSize(4)
                .startsWith("row 1: a|7|1.0", "row 4: b|10|4.0")
                .anyMatch(line -> line.startsWith("row 2 line 2: ROW_TOO_LONG"))
                .anyMatch(line -> line.startsWith("row 3 line 3: ROW_TOO_LONG"));
    }

    @Test
    void compressionAroundAFileIsTakenOff() throws IOException {
        byte[] file = written(PURCHASE, CompressionCodecName.SNAPPY, rows -> purchase(rows, "a", 7, 1));
        Path packed = folder.resolve("packed");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(file);
        }

        assertThat(Trial.of(folder, PURCHASES, Files.readAllBytes(packed), BlockSize.DEFAULT))
                .containsExactly("row 1: a|7|1.0");
    }

    private static void purchase(Consumer<Group> rows, String id, int timestamp, double amount) {
        rows.accept(new SimpleGroup(PURCHASE)
                .append("event_id", id)
                .append("timestamp", timestamp)
                .append("amount", amount));
    }

    private byte[] written(MessageType type, CompressionCodecName codec, Consumer<Consumer<Group>> rows)
            throws IOException {
        Path file = folder.resolve("written");
        Files.deleteIfExists(file);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCompressionCodec(codec)
                .withCodecFactory(new GzipWriter())
                .withRowGroupSize(20_000L)
                .build()) {
            rows.accept(row -> write(writer, row));
        }
        return Files.readAllBytes(file);
    }

    private static void write(ParquetWriter<Group> writer, Group row) {
        try {
            writer.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
