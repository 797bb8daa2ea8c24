package dev.waybill.pid.journal;

import dev.waybill.record.KafkaRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the value of each message to {@code dump/dump_messages_<date>.jsonl} on its way, as one line of JSON. A value
 * that is no JSON becomes an object with {@code value_base64}. A repeated delivery is dumped again. Thread-safe.
 */
public final class MessageDump implements UnaryOperator<KafkaRecord> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatedLines lines;

    public MessageDump(Path outputDir, InstantSource clock) {
        lines = new DatedLines(outputDir.resolve("dump"), "dump_messages", clock);
    }

    @Override
    public KafkaRecord apply(KafkaRecord record) {
        lines.append(line(record.value()) + "\n");
        return record;
    }

    private static String line(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        try {
            return JSON.writeValueAsString(JSON.readTree(value));
        } catch (JacksonException e) {
            var node = JSON.createObjectNode();
            return node.put("value_base64", Base64.getEncoder().encodeToString(value))
                    .toString();
        }
    }
}
