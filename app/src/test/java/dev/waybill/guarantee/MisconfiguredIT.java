package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.RequestLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Settings that are wrong stop the run at once, say which, and never show a secret. */
final class MisconfiguredIT {
    private static final int EVENTS = 400;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeEach
    void prepare() {
        site = new Site(folder, 1);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "handle.username=nobody, handle.username",
        "handle.prefix=21.OTHER, handle.prefix",
    })
    void theServiceRefusesBeforeAnythingIsRead(String setting, String named) throws IOException {
        site.send(Events.post(Events.datasetId("tas", 1), 1));

        CommandRun run = site.pid("--set", setting, "consume", "--exit-at-end");

        assertRefused(run, named);
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() throws IOException {
        site.send(Events.post(Events.datasetId("tas", 1), 1));
        site.replaceService(Site.PREFIX, "another-word");

        CommandRun run = site.pid("consume", "--exit-at-end");

        assertRefused(run, "handle.password");
    }

    private void assertRefused(CommandRun run, String named) throws IOException {
        assertThat(run.exit()).as(run.err()).isEqualTo(8);
        assertThat(run.err()).startsWith("error: not-allowed  Handle service: ").contains(named);
        assertThat(run.out() + run.err()).doesNotContain(Site.PASSWORD);
        assertThat(site.arrivals().handles()).isZero();
        assertThat(site.committed()).isEmpty();
        assertThat(site.hasParked()).isFalse();
        assertThat(filesWithSecret()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"21.TEST, changed-word, handle.password", "21.OTHER, pass-6f1d-word, handle.prefix"})
    void refusalInTheMiddleOfARunEndsIt(String prefix, String password, String named) throws Exception {
        var events = IntStream.range(0, EVENTS)
                .mapToObj(n -> Events.post(Events.datasetId("tas", n), 2))
                .toList();
        site.send(events);
        site.faults(Faults.slowBy(100));

        try (var worker = site.child("--log", folder.resolve("log.txt").toString(), "consume")) {
            await().atMost(ofMinutes(2)).until(() -> site.committed().getOrDefault(0, 0L) > 10);
            RequestLog before = site.service().log();
            site.replaceService(prefix, password);

            assertThat(worker.exit()).as(worker.output()).isEqualTo(8);
            assertThat(worker.output()).contains("error: not-allowed", named, "offsets stand at what has arrived");
            assertNotPast(events, Arrivals.NONE.and(before.changes()));
        }

        long requests = site.service().log().requests().values().stream()
                .mapToLong(n -> n)
                .sum();
        assertThat(requests).as("what was in flight, and no more").isBetween(1L, 64L * 2 + 64L);
        assertThat(site.arrivals().handles()).isZero();
        assertThat(site.hasParked()).isFalse();
        assertThat(folder.resolve("log.txt")).isNotEmptyFile();
        assertThat(filesWithSecret()).isEmpty();
    }

    private void assertNotPast(List<ObjectNode> events, Arrivals arrived) {
        var expectation = site.expectation();
        long committed = site.committed().getOrDefault(0, 0L);
        assertThat(committed).isBetween(10L, EVENTS - 1L);
        assertThat(events.subList(0, (int) committed))
                .allSatisfy(event -> assertThat(arrived.has(expectation.datasetHandle(event)))
                        .isTrue());
    }

    @Test
    void allProblemsOfTheFileAreToldAtOnce() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.toml"), """
                [kafka]
                "bootstrap.servers" = "nowhere"

                [consumer]
                topik = "CMIP6"
                max_buffered = 0

                [handle]
                timeout = "fast"
                password = "%s"
                """.formatted(Site.PASSWORD));

        CommandRun run = CommandRun.of("pid", "-c", broken.toString(), "consume");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(broken + ":2:")
                .contains(broken + ":5:1")
                .contains("did you mean consumer.topic?")
                .contains(broken + ":6:")
                .contains(broken + ":9:")
                .contains("\"fast\"")
                .contains("4 problems")
                .contains("next: waybill config explain")
                .doesNotContain(Site.PASSWORD);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsUnreachable() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        CommandRun run = site.pid("--set", "kafka.bootstrap.servers=127.0.0.1:" + nobody, "consume");

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).contains("127.0.0.1:" + nobody, "next: ");
    }

    @Test
    void aMissingTopicIsNotCreatedByReadingIt() {
        CommandRun run = site.pid("--set", "consumer.topic=no-such-topic", "consume");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("there is no topic no-such-topic", "next: waybill pid init");
    }

    @Test
    void propertiesTheKafkaClientRefusesAreNamed() {
        CommandRun run = site.pid("--set", "kafka.heartbeat.interval.ms=9000", "consume");

        assertThat(run.exit()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("Heartbeat must be set lower than the session timeout");
    }

    /** Everything that was written, the configuration itself aside. */
    private List<Path> filesWithSecret() throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(site.config()) && Files.readString(file).contains(Site.PASSWORD)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
