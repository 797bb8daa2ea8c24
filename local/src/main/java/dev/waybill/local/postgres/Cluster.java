package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The directory a server keeps its databases in, with the password of its superuser. Kept when the user named it,
 * removed after use otherwise. Owned by the server that opened it.
 */
record Cluster(Path directory, boolean isTemporary, String password) {
    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 18;

    static Cluster open(Optional<Path> named, Binaries binaries, RunAs user) throws IOException {
        Path directory = named.isPresent() ? create(named.get()) : Files.createTempDirectory("waybill-postgres-");
        Path secret = directory.resolve("password");
        if (Files.notExists(directory.resolve("pgdata"))) {
            try {
                Files.deleteIfExists(secret);
                Files.createFile(
                        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(secret, newPassword());
                initialize(directory, secret, binaries, user);
            } catch (IOException e) {
                if (named.isEmpty()) {
                    Folders.remove(directory);
                }
                throw e;
            }
        }
        return new Cluster(directory, named.isEmpty(), Files.readString(secret));
    }

    private static Path create(Path path) throws IOException {
        try {
            return Files.createDirectories(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException("postgres: cannot create the data directory " + path + ": " + e, e);
        }
    }

    private static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /** Under another name first: what has the right name is whole. */
    private static void initialize(Path directory, Path secret, Binaries binaries, RunAs user) throws IOException {
        Path draft = directory.resolve("pgdata.new");
        Folders.remove(draft);
        Files.createDirectory(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.give(draft);
        Process initdb = new ProcessBuilder(user.command(List.of(
                        binaries.initdb().toString(),
                        "--pgdata=" + draft,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + secret,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")))
                .redirectErrorStream(true)
                .start();
        String said = new String(initdb.getInputStream().readAllBytes(), UTF_8).strip();
        try {
            if (initdb.waitFor() != 0) {
                throw new IOException(
                        "postgres: initdb cannot make a database cluster in " + directory + "; it says: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("postgres: interrupted while initdb ran", e);
        }
        Files.move(draft, directory.resolve("pgdata"), StandardCopyOption.ATOMIC_MOVE);
    }

    Path data() {
        return directory.resolve("pgdata");
    }

    Path log() {
        return directory.resolve("server.log");
    }

    /** Leaves the directory, or removes it if it was a temporary one. */
    void close() throws IOException {
        if (isTemporary) {
            Folders.remove(directory);
        }
    }
}
