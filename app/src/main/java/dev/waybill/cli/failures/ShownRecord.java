package dev.waybill.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.edit.ValueDiff;
import dev.waybill.failure.file.NoteLine;
import dev.waybill.files.chunk.ChunkDecoder;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All of one parked record. Bytes that are no text are shown as {@code base64:} and their encoding. */
record ShownRecord(FailureEntry entry, Redactor redactor) {
    /** One line for each thing that is known. */
    void print(PrintStream out) {
        fields().forEach((name, value) -> {
            if (value instanceof List<?> many) {
                many.forEach(one -> line(out, name, one));
            } else {
                line(out, name, value);
            }
        });
    }

    private static void line(PrintStream out, String name, @Nullable Object value) {
        String text = value == null ? "-" : value instanceof Map<?, ?> pair ? pair(pair) : value.toString();
        out.printf("%-12s %s%n", name, Plain.visible(text));
    }

    private static String pair(Map<?, ?> header) {
        return header.get("name") + ": " + header.get("value");
    }

    /** One object, or a row. */
    void write(OutputFormat format, PrintStream out) {
        var fields = fields();
        var single = format == OutputFormat.JSON ? OutputFormat.JSONL : format;
        try (var rows = single.writer(List.copyOf(fields.keySet()), out)) {
            rows.row(new ArrayList<@Nullable Object>(fields.values()));
        }
    }

    private Map<String, @Nullable Object> fields() {
        var parked = entry.parked();
        var record = parked.record();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", entry.id());
        fields.put("fingerprint", entry.fingerprint());
        fields.put("class", RecordRows.code(parked.failure().failureClass()));
        fields.put("reason", redactor.redact(parked.failure().reason()));
        fields.put("step", parked.step());
        fields.put("attempts", parked.attempts());
        fields.put("replays", record.attempt());
        fields.put("parked_at", parked.at());
        fields.put("place", entry.place());
        fields.put("topic", record.topic());
        fields.put("partition", record.partition());
        fields.put("offset", record.offset());
        fields.put("timestamp", Instant.ofEpochMilli(record.timestamp()));
        fields.put("headers", headers());
        fields.put("key", text(record.key()));
        chunk().ifPresent(chunk -> fields.put("chunk", chunk));
        fields.put("value", text(record.value()));
        fields.put("state", RecordRows.state(entry));
        fields.put("notes", entry.notes().stream().map(this::note).toList());
        entry.edit().ifPresent(edit -> {
            byte[] instead = entry.again().value();
            fields.put("edited", text(instead));
            fields.put("difference", ValueDiff.between(record.value(), instead));
        });
        return fields;
    }

    private String note(FailureNote note) {
        String why = note.reason().isEmpty() ? "" : ": " + redactor.redact(note.reason());
        return note.at() + " " + NoteLine.wordFor(note.decision()) + " by " + note.who() + why;
    }

    /** Which chunk of which file the value is, if it is one. */
    private Optional<String> chunk() {
        try {
            var chunk = ChunkDecoder.decode(entry.parked().record());
            return Optional.of(chunk.index() + " of " + chunk.file().chunks() + " of "
                    + chunk.file().path() + ", " + chunk.data().remaining() + " bytes from " + chunk.offset());
        } catch (DeliveryException e) {
            return Optional.empty();
        }
    }

    private List<Map<String, @Nullable Object>> headers() {
        var headers = new ArrayList<Map<String, @Nullable Object>>();
        for (var header : entry.parked().record().headers()) {
            var pair = new LinkedHashMap<String, @Nullable Object>();
            pair.put("name", header.name());
            pair.put("value", text(header.value()));
            headers.add(pair);
        }
        return headers;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes);
        }
    }
}
