package dev.waybill.batch.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.failure.DeliveryException;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Blocks as the topic has them: the bytes of the rows are the value, all else is in headers. The key is {@code job/index}, so a
 * block that is sent again goes where it went before.
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
    private static final String THIS_VERSION = "1";
    private static final JsonMapper JSON = JsonMapper.shared();

    private BlockCodec() {}

    public static ProducerRecord<byte[], byte[]> write(Block block) {
        var rows = block.rows();
        byte[] key = (block.job() + "/" + block.index()).getBytes(UTF_8);
        var record = new ProducerRecord<>(BlockTopic.NAME, key, rows.bytes());
        var headers = record.headers();
        headers.add(VERSION, bytes(THIS_VERSION));
        headers.add(JOB, bytes(block.job()));
        headers.add(INDEX, bytes(block.index()));
        headers.add(FORMAT, bytes(rows.format()));
        headers.add(COLUMNS, JSON.writeValueAsBytes(rows.header()));
        headers.add(FIRST_ROW, bytes(rows.firstRow()));
        headers.add(FIRST_LINE, bytes(rows.firstLine()));
        headers.add(ROWS, bytes(rows.count()));
        headers.add(TOO_LONG, bytes(rows.tooLong()));
        return record;
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
        if (!THIS_VERSION.equals(headers.get(VERSION)) || value == null) {
            throw DeliveryException.poison("expected a block with header " + VERSION + ": " + THIS_VERSION + ", got "
                    + (value == null ? "no value" : String.valueOf(headers.get(VERSION))));
        }
        try {
            return block(headers, value);
        } catch (JacksonException | IllegalArgumentException e) {
            throw DeliveryException.poison("the headers of a block are damaged: " + e.getMessage());
        }
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
