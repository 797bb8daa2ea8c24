package dev.waybill.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.file.ForcedLines;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who changed what: one line of JSON for each change, appended to a file that only its owner may read, and on disk before anybody is told
 * that it is done. Several processes may append to the same file. Thread-safe.
 */
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final InstantSource clock;

    private Audit(Path file, InstantSource clock) {
        this.file = file.toAbsolutePath();
        this.clock = clock;
    }

    /** The one in that file, which need not be there yet. */
    public static Audit in(Path file, InstantSource clock) {
        return new Audit(file, clock);
    }

    public Path file() {
        return file;
    }

    /** Appends a line about a caller's change. */
    public void record(
            Caller caller, String action, Map<String, String> filter, Map<String, Long> counts, String result)
            throws IOException {
        append(new AuditLine(clock.instant(), caller.name(), caller.from(), action, filter, counts, result));
    }

    /** Fails where a line could not be appended: nothing should be changed then. */
    public void check() throws IOException {
        open().close();
    }

    private void append(AuditLine line) throws IOException {
        check();
        ForcedLines.append(file, (JSON.writeValueAsString(form(line)) + "\n").getBytes(UTF_8));
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static Map<String, Object> form(AuditLine line) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("time", line.time().toString());
        form.put("actor", line.actor());
        form.put("from", line.from());
        form.put("action", line.action());
        form.put("filter", line.filter());
        form.put("counts", line.counts());
        form.put("result", line.result());
        return form;
    }

    /** The last ones, the latest first. */
    public List<AuditLine> last(int most) throws IOException {
        List<AuditLine> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(file)) {
            all.forEach(text -> {
                if (lines.size() == most) {
                    lines.remove(0);
                }
                parsed(text).ifPresent(lines::add);
            });
        } catch (NoSuchFileException e) {
            return List.of();
        }
        Collections.reverse(lines);
        return lines;
    }

    private Optional<AuditLine> parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            Map<String, String> filter = new LinkedHashMap<>();
            node.path("filter")
                    .properties()
                    .forEach(e -> filter.put(e.getKey(), e.getValue().asString("")));
            Map<String, Long> counts = new LinkedHashMap<>();
            node.path("counts")
                    .properties()
                    .forEach(e -> counts.put(e.getKey(), e.getValue().asLong(0)));
            return Optional.of(new AuditLine(
                    Instant.parse(node.path("time").asString("")),
                    node.path("actor").asString(""),
                    node.path("from").asString(""),
                    node.path("action").asString(""),
                    filter,
                    counts,
                    node.path("result").asString("")));
        } catch (JacksonException | DateTimeException e) {
            log.atWarn().addKeyValue("file", file).log("a line of the audit cannot be read");
            return Optional.empty();
        }
    }
}
