package dev.waybill.failure.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is different between two values, line by line; JSON is looked at in a form with one member a line. */
public final class ValueDiff {
    private static final int MOST_LINES = 200;
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ValueDiff() {}

    /** Lines that begin with {@code "- "} were there before, those with {@code "+ "} are there since; bounded. */
    public static List<String> between(byte @Nullable [] before, byte @Nullable [] after) {
        var old = lines(before);
        var now = lines(after);
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
            same++;
        }
        int end = 0;
        while (end < Math.min(old.size(), now.size()) - same
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        var diff = new ArrayList<String>();
        add("- ", old.subList(same, old.size() - end), diff);
        add("+ ", now.subList(same, now.size() - end), diff);
        return diff;
    }

    private static void add(String sign, List<String> lines, List<String> diff) {
        lines.stream().limit(MOST_LINES).forEach(line -> diff.add(sign + line));
        if (lines.size() > MOST_LINES) {
            diff.add(sign + "… " + (lines.size() - MOST_LINES) + " more lines");
        }
    }

    private static List<String> lines(byte @Nullable [] value) {
        if (value == null) {
            return List.of("null");
        }
        String text = pretty(value).or(() -> text(value)).orElse("");
        return text.isEmpty() && value.length > 0
                ? List.of(value.length + " bytes that are no text")
                : text.lines().toList();
    }

    private static Optional<String> pretty(byte[] value) {
        try {
            JsonNode node = PRETTY.readTree(value);
            return node.isContainer() ? Optional.of(PRETTY.writeValueAsString(node)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] value) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
