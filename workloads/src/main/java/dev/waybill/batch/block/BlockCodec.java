package dev.waybill.batch.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.failure.DeliveryException;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Blocks as the topic has them: the bytes of the rows, in Zstandard, are the value; all else is in headers. The key is
 * {@code job/index}, so a block that is sent again goes where it went before.
 *
 * <p>They are packed here and not by the producer, so that brokers need not unpack them, and each worker does its own.
 */
public final class BlockCodec {
    private static final String VERSION = "waybill-block";
    private static final String JOB = "job";
    private static final String INDEX = "index";
    private static final String FORMAT = "format";
    private static final String COLUMNS = "columns";
    private static final String FIRST_ROW = "first-row";
    private static final String FIRST_LINE = "first-line";
    private static final String ROWS = "rows";
    private static final String TOO_LONG = "too-long";
    private static final String PACKED = "2";

    /** The value is the rows as they are; nobody writes these any more. */
    private static final String PLAIN = "1";

    private static final int LEVEL = 1;
    private static final JsonMapper JSON = JsonMapper.shared();

    private BlockCodec() {}

    /** All that can be done before it is known whose rows these are. */
    public static PackedRows pack(Rows rows) {
        var headers = new RecordHeaders();
        headers.add(VERSION, bytes(PACKED));
        headers.add(FORMAT, bytes(rows.format()));
        headers.add(COLUMNS, JSON.writeValueAsBytes(rows.header()));
        headers.add(FIRST_ROW, bytes(rows.firstRow()));
        headers.add(FIRST_LINE, bytes(rows.firstLine()));
        headers.add(ROWS, bytes(rows.count()));
        headers.add(TOO_LONG, bytes(rows.tooLong()));
        return new PackedRows(headers, Zstd.compress(rows.bytes(), LEVEL), rows.count());
    }

    /** The rows as block {@code index} of a job. */
    public static ProducerRecord<byte[], byte[]> write(String job, int index, PackedRows rows) {
        byte[] key = (job + "/" + index).getBytes(UTF_8);
        var headers = new RecordHeaders(rows.headers());
        headers.add(JOB, bytes(job));
        headers.add(INDEX, bytes(index));
        return new ProducerRecord<>(BlockTopic.NAME, null, key, rows.value(), headers);
    }

    private static byte[] bytes(Object value) {
        return value.toString().getBytes(UTF_8);
    }

    /**
     * Reads a block.
     *
     * @throws DeliveryException poison, if the record is none
     */
    public static Block read(KafkaRecord record) {
        var headers = new HashMap<String, String>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.name(), value == null ? "" : new String(value, UTF_8));
        }
        byte[] value = record.value();
        String version = headers.getOrDefault(VERSION, "none");
        if (!(version.equals(PACKED) || version.equals(PLAIN)) || value == null) {
            throw DeliveryException.poison("expected a block with header " + VERSION + ": " + PACKED + ", got "
                    + (value == null ? "no value" : version));
        }
        try {
            return block(headers, version.equals(PACKED) ? unpacked(value) : value);
        } catch (JacksonException | IllegalArgumentException | ZstdException e) {
            throw DeliveryException.poison("a block is damaged: " + e.getMessage());
        }
    }

    private static byte[] unpacked(byte[] value) {
        long size = Zstd.getFrameContentSize(value);
        if (size < 1 || size > BlockTopic.LARGEST_RECORD) {
            throw new IllegalArgumentException(
                    "the value is no Zstandard of up to " + BlockTopic.LARGEST_RECORD + " bytes");
        }
        return Zstd.decompress(value, (int) size);
    }

    private static Block block(Map<String, String> headers, byte[] value) {
        List<String> columns = JSON.readValue(text(headers, COLUMNS), new TypeReference<List<String>>() {});
        var rows = new Rows(
                RowFormat.valueOf(text(headers, FORMAT)),
                columns,
                Long.parseLong(text(headers, FIRST_ROW)),
                Long.parseLong(text(headers, FIRST_LINE)),
                Integer.parseInt(text(headers, ROWS)),
                value,
                Long.parseLong(text(headers, TOO_LONG)));
        return new Block(text(headers, JOB), Integer.parseInt(text(headers, INDEX)), rows);
    }

    private static String text(Map<String, String> headers, String name) {
        @Nullable String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }
}
