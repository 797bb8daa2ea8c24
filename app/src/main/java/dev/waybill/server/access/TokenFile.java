package dev.waybill.server.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tokens on disk: JSON that only its owner may read. Several processes may change it; each change is whole. */
final class TokenFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;
    private final Path folder;

    TokenFile(Path file) {
        this.file = file.toAbsolutePath();
        this.folder = this.file.resolveSibling("").normalize();
    }

    Path path() {
        return file;
    }

    /** Differs whenever the content may. */
    record Stamp(FileTime written, long size, @Nullable Object key) {}

    Optional<Stamp> stamp() throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** None where there is no file. */
    List<Token> read() throws IOException {
        try {
            checkMode();
            List<Token> tokens = new ArrayList<>();
            for (JsonNode each : JSON.readTree(Files.readString(file)).path("tokens")) {
                tokens.add(parsed(each));
            }
            return tokens;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + ": expected a file that waybill token has written: " + e.getMessage(), e);
        }
    }

    private void checkMode() throws IOException {
        var mode = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(mode)) {
            throw new IOException(file + ": expected mode 600, for its owner alone, got "
                    + PosixFilePermissions.toString(mode) + "; chmod 600 " + file);
        }
    }

    private static Token parsed(JsonNode node) {
        return new Token(
                node.required("name").stringValue(),
                Role.of(node.required("role").stringValue())
                        .orElseThrow(() -> new IllegalArgumentException("no such role: " + node.path("role"))),
                node.required("sha256").stringValue(),
                Instant.parse(node.required("created").stringValue()),
                text(node, "expires").map(Instant::parse),
                text(node, "lastUsed").map(LocalDate::parse),
                text(node, "revoked").map(Instant::parse));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).asString(null));
    }

    /** Changes them, one process at a time, and returns what they are then. */
    List<Token> change(UnaryOperator<List<Token>> change) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
        Path lock = folder.resolve(file.getFileName() + ".lock");
        try (var channel = FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER));
                var held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException(lock + " cannot be locked");
            }
            var after = change.apply(read());
            write(after);
            return after;
        }
    }

    private void write(List<Token> tokens) throws IOException {
        Path whole = Files.createTempFile(folder, "tokens-", ".new", PosixFilePermissions.asFileAttribute(OWNER));
        try {
            var content = Map.of("tokens", tokens.stream().map(TokenFile::form).toList());
            try (var channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
                channel.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Map<String, Object> form(Token token) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", token.name());
        form.put("role", token.role().word());
        form.put("sha256", token.hash());
        form.put("created", token.created().toString());
        token.expires().ifPresent(end -> form.put("expires", end.toString()));
        token.lastUsed().ifPresent(day -> form.put("lastUsed", day.toString()));
        token.revoked().ifPresent(moment -> form.put("revoked", moment.toString()));
        return form;
    }
}
