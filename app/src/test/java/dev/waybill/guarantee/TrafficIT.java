package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up events: delivered like any other, and never to somebody else's broker. */
final class TrafficIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatIsSentIsRegisteredOrParked() {
        try (var site = new Site(folder, 1)) {
            CommandRun sent = CommandRun.of(
                    "demo",
                    "traffic",
                    "--rate=1000",
                    "--count=90",
                    "--broken=10",
                    "-c",
                    site.config().toString());

            assertThat(sent.exit()).as(sent.err()).isZero();
            assertThat(sent.err()).endsWith("90 events sent, 9 of them broken\n");
            CommandRun consumed = site.pid("consume", "--exit-at-end");
            assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
            assertThat(site.parked(0)).hasSize(9);
            assertThat(site.committed()).containsEntry(0, 90L);
        }
    }

    @Test
    void itIsRefusedWhereTheBrokerIsAnotherMachines() {
        CommandRun refused = CommandRun.of(
                "demo", "traffic", "--set", "kafka.bootstrap.servers=localhost:9092,broker.example.org:9092");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("broker.example.org:9092: is not on this machine")
                .contains("waybill up");
    }

    @Test
    void aRateThatIsNoneIsRefusedBeforeAnythingIsSent() {
        CommandRun refused = CommandRun.of("demo", "traffic", "--rate", "0");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--rate 1 to 1000");
    }
}
