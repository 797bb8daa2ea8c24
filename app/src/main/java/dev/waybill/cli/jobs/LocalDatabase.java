package dev.waybill.cli.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The database that {@code waybill up} runs here, while it does: its login is in a file that only this user can read, and
 * commands to which no other database is named take that one.
 */
public final class LocalDatabase {
    private final Path file;

    private LocalDatabase(Path file) {
        this.file = file;
    }

    /** The place for it in a user's home. */
    public static LocalDatabase of(Path home) {
        return new LocalDatabase(home.resolve(".cache").resolve("waybill").resolve("up-postgres"));
    }

    /** Says where it is. */
    public void announce(String url) {
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.createTempFile(
                    file.getParent(),
                    "up-",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(whole, url + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is there no more; another one that was announced since stays. */
    public void forget(String url) {
        try {
            if (url().equals(Optional.of(url))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, if it is. */
    Optional<String> url() {
        try {
            return Files.readString(file).lines().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
