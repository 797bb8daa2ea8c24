package dev.waybill.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.config.ServerSettings.Encryption;
import dev.waybill.cli.error.CommandException;
import dev.waybill.local.kafka.KafkaBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchBesideIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatKeepsItFromStartingIsNamed() throws Exception {
        try (var broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThat(refused(broker, port))
                    .isEqualToNormalizingNewlines("error: conflict  batch: 127.0.0.1:" + port + ": the port is taken\n"
                            + "  next: --port batch=0 takes any port that is free");

            Path file = Files.writeString(folder.resolve("other"), "");
            Files.move(folder.resolve("batch"), folder.resolve("moved"));
            Files.move(file, folder.resolve("batch"));
            assertThat(refused(broker, 0))
                    .isEqualTo("error: failed  " + folder.resolve("batch/spool") + ": Not a directory");
        }
    }

    private String refused(KafkaBroker broker, int port) {
        var endpoints = Map.of("kafka", broker.bootstrapServers(), "clickhouse", "http://127.0.0.1:1");
        return catchThrowableOfType(
                        CommandException.class,
                        () -> BatchBeside.start(endpoints, settings(), Optional.of(port), Optional.of(folder)))
                .text();
    }

    private ServerSettings settings() {
        var open = new Encryption(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Path tokens = folder.resolve("tokens.json");
        Path audit = folder.resolve("audit.jsonl");
        return new ServerSettings("127.0.0.1", 0, 0, tokens, audit, 100, open, List.of(), Optional.empty(), List.of());
    }
}
