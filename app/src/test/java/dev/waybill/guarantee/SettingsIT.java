package dev.waybill.guarantee;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** What the settings of failures and of resume data do to a run. */
final class SettingsIT {
    private static final Pattern STATUS = Pattern.compile("status at (http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatIsParkedOnATopicIsListedAndReplayedFromThere() throws Exception {
        try (var site = new Site(folder, 1, "failures.store = \"topic\"")) {
            site.send(List.of(event("pr", 1), broken("pr", 2)));

            CommandRun consume = site.pid("consume", "--exit-at-end");
            assertThat(consume.exit()).as(consume.err()).isEqualTo(3);
            assertThat(consume.err()).contains("next: waybill replay");
            assertThat(site.hasParked()).isFalse();

            CommandRun groups =
                    CommandRun.of("failures", "groups", "-c", site.config().toString(), "-o", "csv");
            assertThat(groups.out()).contains("poison").contains("file:size");

            CommandRun replay =
                    CommandRun.of("replay", "-c", site.config().toString(), "--set", "schema.strict_mode=false");
            assertThat(replay.exit()).as(replay.err()).isZero();
            assertThat(replay.err()).contains("all that matches was replayed");
        }
    }

    @Test
    void aRunThatStopsAtAnEventDoesNotEndAsIfAllWereDone() {
        try (var site = new Site(folder, 1, "failures.policy = \"stop\"")) {
            site.send(List.of(event("pr", 1), broken("pr", 2), event("pr", 3)));

            CommandRun consume = site.pid("consume", "--exit-at-end");

            assertThat(consume.exit()).as(consume.err()).isEqualTo(4);
            assertThat(consume.err()).contains("a partition stopped at an event that was given up");
            assertThat(site.hasParked()).isFalse();
            assertThat(site.committed()).containsEntry(0, 1L);
        }
    }

    @ParameterizedTest
    @CsvSource({"4096, true", "0, false"})
    void whatArrivedAboveAnEventThatIsHeldTravelsWithTheCommitUnlessThatIsOff(int chars, boolean travels)
            throws Exception {
        try (var site = new Site(folder, 1, "failures.policy = \"hold-key\"", "resume.max_chars = " + chars)) {
            site.send(List.of(event("pr", 1), broken("pr", 2), event("pr", 3)));
            try (var worker = site.child("consume")) {
                await().atMost(ofMinutes(2)).until(() -> site.arrivals().handles() == 4);
                worker.signal("TERM");
                assertThat(worker.exit()).isEqualTo(143);
            }

            assertThat(site.hasParked()).isFalse();
            assertThat(site.committed()).containsEntry(0, 1L);
            assertThat(!site.broker.metadata(site.group()).isEmpty()).isEqualTo(travels);
        }
    }

    @Test
    void metricsNameTheBuildTheSettingsAndWhatIsParked() throws Exception {
        try (var site = new Site(folder, 1)) {
            site.send(broken("pr", 1));
            try (var worker = site.child("consume", "--http", "0")) {
                await().atMost(ofMinutes(2)).until(site::isAllCommitted);
                String metrics = metrics(worker);
                assertThat(metrics)
                        .containsPattern("waybill_config_info\\{hash=\"[0-9a-f]{12}\"} 1")
                        .containsPattern("waybill_build_info\\{java=\"[^\"]+\",version=\"\\d[^\"]*\"} 1")
                        .contains("waybill_failures_open{class=\"poison\",pipeline=\"pid\"}");
            }
        }
    }

    private static String metrics(Child worker) throws Exception {
        var status = STATUS.matcher(worker.output());
        assertThat(status.find()).as(worker.output()).isTrue();
        var request =
                HttpRequest.newBuilder(URI.create(status.group(1) + "/metrics")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static ObjectNode event(String variable, int number) {
        return Events.post(Events.datasetId(variable, number), 1);
    }

    private static ObjectNode broken(String variable, int number) {
        var event = event(variable, number);
        Events.firstAsset(event).remove("file:size");
        return event;
    }
}
