package dev.waybill.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The formatted directory a broker keeps its log in. Kept when the user named it, removed after use otherwise. */
record DataDirectory(Path path, boolean temporary) {

    static DataDirectory open(Optional<Path> named) throws IOException {
        DataDirectory directory = named.isPresent()
                ? new DataDirectory(Files.createDirectories(named.get().toAbsolutePath()), false)
                : new DataDirectory(Files.createTempDirectory("waybill-kafka-"), true);
        // Kafka writes this file last, so its presence says that formatting was completed.
        if (Files.notExists(directory.path.resolve("meta.properties"))) {
            directory.format();
        }
        return directory;
    }

    private void format() throws IOException {
        var formatter = new Formatter()
                .setNodeId(BrokerProperties.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .addDirectory(path.toString())
                .setMetadataLogDirectory(path.toString());
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // declared by Kafka
            throw new IOException("cannot format " + path + " for kafka: " + e.getMessage(), e);
        }
    }

    void release() {
        if (!temporary) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the temporary directory " + path, e);
        }
    }
}
