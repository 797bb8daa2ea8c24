package dev.waybill.local.clickhouse.chdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * The library file, fetched when it is first wanted and kept in the user's cache: 178 MB to fetch, 566 MB kept.
 *
 * <p>It comes as a package of npm, by the client of that name with the user's own settings, and is believed by its hash
 * only. Safe to use from several processes at once.
 */
final class ChdbFile {
    private static final String PACKAGE = "@chdb/lib-linux-x64-gnu@26.7.3-stable.1";
    private static final String SHA512 =
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==";
    private static final String ENTRY = "package/libchdb.so";
    private static final long SIZE = 566_330_096;
    private static final long LONGEST_FETCH_SECONDS = 900;

    private ChdbFile() {}

    /** @throws IOException with a reason for a person, if it cannot be had here */
    static Path get() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new IOException("chdb: there is a library for Linux on amd64 only, this is " + system);
        }
        Path folder = cache().resolve("chdb-26.7.3-stable.1");
        Path file = folder.resolve("libchdb.so");
        if (isWhole(file)) {
            return file;
        }
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!isWhole(file) && lock.isValid()) {
                fetch(folder, file);
            }
            return file;
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) == SIZE;
    }

    private static Path cache() {
        String own = System.getenv("WAYBILL_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String common = System.getenv("XDG_CACHE_HOME");
        return common != null && !common.isBlank()
                ? Path.of(common, "waybill")
                : Path.of(System.getProperty("user.home"), ".cache", "waybill");
    }

    private static void fetch(Path folder, Path file) throws IOException {
        System.err.println("chdb: fetching the engine of ClickHouse, 178 MB, once");
        Path scratch = Files.createTempDirectory(folder, "fetch-");
        try {
            Path archive = pack(scratch);
            if (!SHA512.equals(hash(archive))) {
                throw new IOException("chdb: " + PACKAGE + " is not what it was: its hash is another");
            }
            Path draft = scratch.resolve("libchdb.so");
            try (InputStream packed = Files.newInputStream(archive);
                    InputStream tar = new GZIPInputStream(packed, 1 << 16)) {
                TarEntry.extract(tar, ENTRY, draft);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(scratch);
        }
    }

    private static Path pack(Path scratch) throws IOException {
        Path said = scratch.resolve("npm.txt");
        try {
            Process npm = new ProcessBuilder("npm", "pack", PACKAGE, "--silent")
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!npm.waitFor(LONGEST_FETCH_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                throw new IOException("chdb: npm has not fetched " + PACKAGE + " in " + LONGEST_FETCH_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("chdb: interrupted while npm fetched " + PACKAGE, e);
        } catch (IOException e) {
            throw new IOException(
                    "chdb: cannot run npm, which fetches it: " + e.getMessage() + "; install Node.js, or leave out"
                            + " --clickhouse chdb",
                    e);
        }
        try (var files = Files.list(scratch)) {
            List<Path> archives =
                    files.filter(each -> each.toString().endsWith(".tgz")).toList();
            if (archives.size() != 1) {
                throw new IOException("chdb: npm cannot fetch " + PACKAGE + "; it says: "
                        + Files.readString(said).strip());
            }
            return archives.get(0);
        }
    }

    private static String hash(Path archive) throws IOException {
        try (InputStream bytes = Files.newInputStream(archive)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            byte[] part = new byte[1 << 16];
            for (int length = bytes.read(part); length >= 0; length = bytes.read(part)) {
                digest.update(part, 0, length);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
