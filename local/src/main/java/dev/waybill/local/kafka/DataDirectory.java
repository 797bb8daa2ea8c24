package dev.waybill.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The formatted directory a broker keeps its log in. Kept when the user named it, removed after use otherwise.
 *
 * <p>Locked while it is open. Kafka has a lock of its own, but takes it only after its controller has begun to write.
 * Owned by the broker that opened it.
 */
final class DataDirectory {
    private final Path path;
    private final boolean isTemporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean isTemporary, FileChannel lock) {
        this.path = path;
        this.isTemporary = isTemporary;
        this.lock = lock;
    }

    static DataDirectory open(Optional<Path> named, Optional<BrokerSecurity> security) throws IOException {
        Path path = named.isPresent() ? create(named.get()) : Files.createTempDirectory("waybill-kafka-");
        var directory = new DataDirectory(path, named.isEmpty(), lock(path));
        // Kafka writes this file last, so its presence says that formatting was completed.
        if (Files.notExists(path.resolve("meta.properties"))) {
            directory.format(security);
        }
        return directory;
    }

    private static Path create(Path path) throws IOException {
        try {
            return Files.createDirectories(path.toAbsolutePath());
        } catch (IOException e) {
            throw new IOException("kafka: cannot create the data directory " + path + ": " + e, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve("waybill.lock"), CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this process: refused below, like one held by another
        }
        channel.close();
        throw new IOException("kafka: the data directory " + path
                + " is used by another broker; stop that one, or choose another directory");
    }

    private void format(Optional<BrokerSecurity> security) throws IOException {
        var formatter = new Formatter()
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .addDirectory(path.toString())
                .setMetadataLogDirectory(path.toString());
        security.map(BrokerSecurity::scramArguments).ifPresent(formatter::setScramArguments);
        try {
            formatter.run();
        } catch (Exception e) { // the type Kafka declares
            close();
            throw new IOException("kafka: cannot format the data directory " + path + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Gives the directory back, or removes it if it was a temporary one. */
    void close() {
        try {
            lock.close();
            if (isTemporary) {
                remove();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kafka: cannot leave the data directory " + path, e);
        }
    }

    private void remove() throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
