package dev.waybill.local.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaBrokerIT {
    @TempDir
    Path directory;

    @Test
    void whatIsProducedIsConsumedAndSurvivesARestart() throws Exception {
        var kept = new KafkaBroker.Settings(0, Optional.of(directory.resolve("kept")), Map.of());
        try (var broker = KafkaBroker.start(kept)) {
            var client = new TestClient(broker.bootstrapServers());
            client.createTopic("parcels", 1);
            client.produce("parcels", "one", "two");

            assertThat(client.consume("parcels", 2, ofSeconds(10))).containsExactly("one", "two");
        }

        try (var broker = KafkaBroker.start(kept)) {
            assertThat(new TestClient(broker.bootstrapServers()).consume("parcels", 2, ofSeconds(10)))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void aTopicIsNotCreatedByUseAndABatchMayBeLarge() throws Exception {
        try (var broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY)) {
            var client = new TestClient(broker.bootstrapServers());
            assertThatThrownBy(() -> client.produce("misspelt", "one"))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("misspelt not present in metadata");

            client.createTopic("large", 1);
            String large = "x".repeat(9 * 1024 * 1024);
            client.produce("large", large);

            List<String> arrived = client.consume("large", 1, ofSeconds(10));
            assertThat(arrived).hasSize(1);
            assertThat(arrived.get(0).getBytes(UTF_8)).hasSize(9 * 1024 * 1024);
        }
    }

    @Test
    void listensOnTheLoopbackInterfaceOnlyAndLeavesNothingBehind() throws Exception {
        Path data;
        try (var broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY)) {
            int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
            data = broker.dataDirectory();
            // A listener on all interfaces would answer at every loopback address.
            assertThatThrownBy(() -> connect(new byte[] {127, 0, 0, 2}, port)).isInstanceOf(IOException.class);
            connect(new byte[] {127, 0, 0, 1}, port);
            assertThat(data).isDirectory();
        }
        assertThat(Files.exists(data)).isFalse();
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path data = directory.resolve("never");

            assertThatThrownBy(() -> KafkaBroker.start(
                            new KafkaBroker.Settings(taken.getLocalPort(), Optional.of(data), Map.of())))
                    .isInstanceOf(BindException.class);
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void aDataDirectoryBelongsToOneBrokerAtATime() throws Exception {
        var kept = new KafkaBroker.Settings(0, Optional.of(directory.resolve("kept")), Map.of());
        try (var broker = KafkaBroker.start(kept)) {
            assertThatThrownBy(() -> KafkaBroker.start(kept))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(broker.dataDirectory() + " is used by another broker");
        }
    }

    private static void connect(byte[] address, int port) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(address), port), 1_000);
        }
    }
}
