package dev.waybill.server.presence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder in which the long-running commands of a user say where they are. Only this user can read it.
 *
 * <p>Thread-safe, and safe among processes: whoever sees a file sees all of it.
 */
public final class PresenceFolder {
    private static final Logger log = LoggerFactory.getLogger(PresenceFolder.class);
    private static final String SUFFIX = ".json";
    private static final long LARGEST_FILE = 64 << 10;

    private final Path folder;

    public PresenceFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The usual place: {@code WAYBILL_RUN_DIR}, else {@code waybill/run} in {@code XDG_STATE_HOME} or {@code ~/.local/state}. Absent
     * where not even a home is known.
     */
    public static Optional<PresenceFolder> of(Map<String, String> environment) {
        return variable(environment, "WAYBILL_RUN_DIR")
                .or(() -> variable(environment, "XDG_STATE_HOME").map(PresenceFolder::below))
                .or(() -> variable(environment, "HOME")
                        .map(home -> below(home.resolve(".local").resolve("state"))))
                .map(PresenceFolder::new);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    private static Path below(Path state) {
        return state.resolve("waybill").resolve("run");
    }

    public Path path() {
        return folder;
    }

    /**
     * Says that this is there, until what is returned is closed.
     *
     * @throws IOException if it cannot be written
     */
    public AutoCloseable announce(Presence presence) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path whole = Files.createTempFile(folder, presence.pid() + "-", ".new");
        Files.write(whole, JsonMapper.shared().writeValueAsBytes(presence));
        Path file = folder.resolve(presence.pid() + "-" + presence.url().getPort() + SUFFIX);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        return () -> Files.deleteIfExists(file);
    }

    /** Those that run, the oldest first. What a process left that ended without a word is removed. */
    public List<Presence> running() {
        var running = new ArrayList<Presence>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                read(file).ifPresent(running::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("the folder of running commands cannot be read");
        }
        running.sort(Comparator.comparing(Presence::processStart).thenComparing(Presence::pid));
        return List.copyOf(running);
    }

    private static Optional<Presence> read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return Optional.empty();
            }
            var presence = JsonMapper.shared().readValue(Files.readAllBytes(file), Presence.class);
            if (presence.isAlive()) {
                return Optional.of(presence);
            }
            Files.deleteIfExists(file);
        } catch (IOException | JacksonException e) {
            log.atDebug()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.toString())
                    .log("no running command");
        }
        return Optional.empty();
    }
}
