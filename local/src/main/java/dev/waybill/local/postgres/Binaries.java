package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of PostgreSQL: our own, unpacked into the user's cache when they are first wanted, or those of the
 * machine where ours do not run. Safe to use from several processes at once.
 *
 * @param directory where {@code initdb} and {@code postgres} are
 */
record Binaries(Path directory) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "18.6.0";
    private static final Path PACKAGED = Path.of("/usr/lib/postgresql");

    /** @throws IOException with a reason for a person, if there are none that run here */
    static Binaries find() throws IOException {
        Optional<String> reason = Optional.empty();
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (system.equals("Linux amd64")) {
            var own = new Binaries(unpacked().resolve("bin"));
            reason = own.whyNot();
            if (reason.isEmpty()) {
                return own;
            }
        }
        List<Path> places = installed();
        for (Path place : places) {
            var there = new Binaries(place);
            if (there.whyNot().isEmpty()) {
                return there;
            }
        }
        throw new IOException(
                "postgres: " + reason.orElse("it is brought along for Linux amd64 only, this is " + system)
                        + "; install PostgreSQL, so that initdb and postgres are on the PATH, or name a server that runs in "
                        + PostgresServer.SERVER_VARIABLE);
    }

    private static Path unpacked() throws IOException {
        Path folder = cache().resolve("postgres-" + VERSION);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(cache());
        try (FileChannel channel = FileChannel.open(
                        cache().resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                Path draft = Files.createTempDirectory(cache(), "postgres-");
                try (InputStream archive = Objects.requireNonNull(Binaries.class.getResourceAsStream(ARCHIVE))) {
                    Archive.unpack(archive, draft);
                    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Folders.remove(draft);
                }
            }
            return folder;
        }
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

    /** The PATH first, then where Debian keeps them, newest first. */
    private static List<Path> installed() throws IOException {
        Stream<Path> path = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(Path::of);
        if (!Files.isDirectory(PACKAGED)) {
            return path.toList();
        }
        try (var versions = Files.list(PACKAGED)) {
            Stream<Path> packaged = versions.sorted(Comparator.comparing(
                                    (Path each) -> each.getFileName().toString())
                            .reversed())
                    .map(each -> each.resolve("bin"));
            return Stream.concat(path, packaged).toList();
        }
    }

    /** Why the server of this directory cannot be run; empty if it can. */
    private Optional<String> whyNot() throws IOException {
        if (!Files.isExecutable(initdb()) || !Files.isExecutable(postgres())) {
            return Optional.of("there is no server in " + directory);
        }
        try {
            Process version = new ProcessBuilder(postgres().toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(version.getInputStream().readAllBytes(), UTF_8).strip();
            return version.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("the server in " + directory + " says: " + said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("postgres: interrupted while it was looked for", e);
        }
    }

    Path initdb() {
        return directory.resolve("initdb");
    }

    Path postgres() {
        return directory.resolve("postgres");
    }
}
