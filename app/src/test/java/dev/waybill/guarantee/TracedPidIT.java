package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.telemetry.OtlpReceiver;
import dev.waybill.telemetry.OtlpReceiver.SeenSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Commands with a collector, with one that is away, and without. */
final class TracedPidIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static void send(Site site, ObjectNode event) {
        byte[] key = Events.item(event).path("id").asString().getBytes(UTF_8);
        var record = new ProducerRecord<>(site.topic, key, event.toString().getBytes(UTF_8));
        record.headers().add("traceparent", ("00-" + TRACE + "-" + CALLER + "-01").getBytes(US_ASCII));
        site.broker.send(List.of(record));
    }

    private static CommandRun consume(Site site, Map<String, String> environment) {
        return CommandRun.with(environment, "pid", "-c", site.config().toString(), "consume", "--exit-at-end");
    }

    @Test
    void oneTraceShowsTheFailureAndTheReplayThatMendsIt() throws IOException {
        ObjectNode broken = Events.post(Events.datasetId("tas", 1), 1);
        Events.firstAsset(broken).put("file:checksum", "no multihash");
        try (var site = new Site(folder, 1);
                var receiver = OtlpReceiver.start()) {
            send(site, broken);
            var collector = Map.of(ENDPOINT, receiver.uri().toString());

            CommandRun consumed = consume(site, collector);
            CommandRun replayed = CommandRun.with(
                    collector, "replay", "-c", site.config().toString(), "--set", "schema.strict_mode=false");

            assertThat(consumed.exit()).as(consumed.err()).isEqualTo(3);
            assertThat(replayed.exit()).as(replayed.err()).isZero();
            assertThat(receiver.spans())
                    .hasSize(2)
                    .allSatisfy(span -> assertThat(List.of(span.trace(), span.parent(), span.service()))
                            .containsExactly(TRACE, CALLER, "waybill-pid"));
            SeenSpan failed = receiver.spans().get(0);
            SeenSpan mended = receiver.spans().get(1);
            assertThat(failed.status()).startsWith("ERROR ").contains("file:checksum");
            assertThat(failed.events()).containsExactly("parked", "settled");
            assertThat(failed.attributes()).containsEntry("messaging.consumer.group.name", site.group());
            assertThat(mended.status()).isEqualTo("UNSET");
            assertThat(mended.attributes())
                    .containsEntry("waybill.replay", "1")
                    .containsEntry("messaging.destination.name", site.topic)
                    .containsEntry("messaging.kafka.offset", "0");
        }
    }

    @Test
    void aSettingOfOursWinsOverTheVariableAndWithoutEitherNothingIsSent() throws IOException {
        try (var site = new Site(folder, 1);
                var receiver = OtlpReceiver.start();
                var other = OtlpReceiver.start()) {
            send(site, Events.post(Events.datasetId("tas", 1), 1));
            CommandRun off = consume(site, Map.of());
            send(site, Events.post(Events.datasetId("tas", 2), 1));
            CommandRun disabled =
                    consume(site, Map.of(ENDPOINT, receiver.uri().toString(), "OTEL_SDK_DISABLED", "true"));
            assertThat(receiver.spans()).isEmpty();
            send(site, Events.post(Events.datasetId("tas", 3), 1));

            CommandRun on = consume(
                    site,
                    Map.of(
                            ENDPOINT,
                            other.uri().toString(),
                            "WAYBILL_TELEMETRY_OTLP",
                            receiver.uri().toString()));

            assertThat(List.of(off.exit(), disabled.exit(), on.exit()))
                    .as(on.err())
                    .containsOnly(0);
            assertThat(other.spans()).isEmpty();
            assertThat(receiver.spans())
                    .singleElement()
                    .satisfies(span -> assertThat(span.attributes()).containsEntry("messaging.kafka.offset", "2"));
        }
    }

    @Test
    void whatOpenTelemetryCannotBeSetUpWithIsAnErrorBeforeAnythingIsRead() {
        try (var site = new Site(folder, 1)) {
            send(site, Events.post(Events.datasetId("tas", 1), 1));

            CommandRun refused =
                    consume(site, Map.of(ENDPOINT, "http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));

            assertThat(refused.exit()).isEqualTo(7);
            assertThat(refused.err()).contains("telemetry").doesNotContain("\tat ");
            assertThat(site.committed()).isEmpty();
        }
    }
}
