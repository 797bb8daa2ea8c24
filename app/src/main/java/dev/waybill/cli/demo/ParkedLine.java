package dev.waybill.cli.demo;

import dev.waybill.record.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a failure file, as somebody reads it who does not know who wrote it.
 *
 * @param failureClass such as {@code poison}
 * @param value the original bytes
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record ParkedLine(
        Path file, String text, Position position, String failureClass, String reason, byte @Nullable [] value) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The lines of all failure files directly in {@code folder}; none where there is no such folder. */
    static List<ParkedLine> in(Path folder) {
        var lines = new ArrayList<ParkedLine>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    Files.readAllLines(file).forEach(text -> lines.add(read(file, text)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(lines);
    }

    /** Whether something else than the event itself is to blame. */
    boolean isNotItsOwnFault() {
        return !failureClass.equals("poison");
    }

    private static ParkedLine read(Path file, String text) {
        JsonNode infos = JSON.readTree(text).path("__infos__");
        JsonNode value = infos.path("value_base64");
        return new ParkedLine(
                file,
                text,
                new Position(
                        infos.path("topic").asString(""),
                        infos.path("partition").asInt(-1),
                        infos.path("offset").asLong(-1)),
                infos.path("class").asString(""),
                infos.path("reason").asString(""),
                value.isString() ? Base64.getDecoder().decode(value.stringValue()) : null);
    }
}
