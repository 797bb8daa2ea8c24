package dev.waybill.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a record, for who looks for a trace in them. Where a name occurs more than once, the last one counts. */
final class RecordHeaders implements TextMapGetter<KafkaRecord> {
    static final RecordHeaders GETTER = new RecordHeaders();

    private RecordHeaders() {}

    @Override
    public List<String> keys(KafkaRecord record) {
        return record.headers().stream().map(Header::name).toList();
    }

    @Override
    public @Nullable String get(@Nullable KafkaRecord record, String name) {
        if (record == null) {
            return null;
        }
        byte[] found = null;
        for (Header header : record.headers()) {
            if (header.name().equals(name)) {
                found = header.value();
            }
        }
        return found == null ? null : new String(found, ISO_8859_1);
    }
}
