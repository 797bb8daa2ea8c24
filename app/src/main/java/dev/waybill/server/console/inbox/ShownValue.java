package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.console.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes for a person: as JSON with one member a line, as text, or in hexadecimal digits with their characters beside them.
 *
 * @param form {@code JSON}, {@code text}, {@code bytes} or {@code null}
 * @param text what is shown of it
 * @param cut how much is left out; empty where nothing is
 */
record ShownValue(String form, String size, String text, String cut) {
    private static final int MOST_CHARACTERS = 64 << 10;
    private static final int MOST_BYTES = 4 << 10;
    private static final int LARGEST_JSON = 1 << 20;
    private static final int ROW = 16;
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static ShownValue of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new ShownValue("null", "no value", "", "");
        }
        String size = Shown.bytes(OptionalDouble.of(bytes.length));
        var json = bytes.length > LARGEST_JSON ? Optional.<String>empty() : json(bytes);
        if (json.isPresent()) {
            return text("JSON", size, json.get());
        }
        return text(bytes)
                .map(text -> text("text", size, text))
                .orElseGet(() -> new ShownValue(
                        "bytes", size, hex(bytes), bytes.length > MOST_BYTES ? "the first 4 KiB are shown" : ""));
    }

    /** The same without secrets. */
    ShownValue redacted(UnaryOperator<String> redact) {
        return new ShownValue(form, size, redact.apply(text), cut);
    }

    private static ShownValue text(String form, String size, String text) {
        return text.length() <= MOST_CHARACTERS
                ? new ShownValue(form, size, text, "")
                : new ShownValue(form, size, text.substring(0, MOST_CHARACTERS), "the first 64 KiB are shown");
    }

    private static Optional<String> json(byte[] bytes) {
        try {
            JsonNode node = PRETTY.readTree(bytes);
            return node.isContainer() ? Optional.of(PRETTY.writeValueAsString(node)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean isReadable = text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
            return isReadable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String hex(byte[] bytes) {
        var lines = new StringBuilder();
        for (int at = 0; at < Math.min(bytes.length, MOST_BYTES); at += ROW) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(at + ROW, bytes.length));
            var digits = new StringBuilder();
            var characters = new StringBuilder();
            for (byte b : row) {
                digits.append(String.format("%02x ", b));
                characters.append(b >= ' ' && b < 0x7f ? (char) b : '.');
            }
            lines.append(String.format("%08x  %-48s %s%n", at, digits, characters));
        }
        return lines.toString();
    }
}
