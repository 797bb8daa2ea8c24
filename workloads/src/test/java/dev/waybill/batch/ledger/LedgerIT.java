package dev.waybill.batch.ledger;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.failure.DeliveryException;
import dev.waybill.local.kafka.KafkaBroker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger on a real broker. */
class LedgerIT {
    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
        BatchTopics.ensure(kafka());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void everyViewHasWhatWasWrittenBeforeItWasAsked() {
        try (var writer = LedgerWriter.connect(kafka());
                var early = Ledger.follow(kafka())) {
            for (int i = 0; i < 50; i++) {
                var model = new ModelEntry(String.format("%08x", i), "model", "{}", 1, i);
                writer.write(model);
                early.catchUp(ofMinutes(2));
                assertThat(early.model(model.id())).contains(model);
            }
            writer.removeModel("00000007");
            try (var late = Ledger.follow(kafka())) {
                late.catchUp(ofMinutes(2));
                early.catchUp(ofMinutes(2));

                assertThat(late.models()).hasSize(49).containsExactlyElementsOf(early.models());
                assertThat(late.model("00000007")).isEmpty();
            }
        }
    }

    @Test
    void theTopicsAreMadeOnceAndKeepWhatTheyMust() throws Exception {
        BatchTopics.ensure(kafka());

        try (var admin = Admin.create(Map.<String, Object>copyOf(kafka()))) {
            var topics = admin.describeTopics(List.of("batch.ledger", "batch.blocks"))
                    .allTopicNames()
                    .get();
            assertThat(requireNonNull(topics.get("batch.ledger")).partitions()).hasSize(1);
            assertThat(requireNonNull(topics.get("batch.blocks")).partitions()).hasSize(12);
            assertThat(setting(admin, "batch.ledger", "cleanup.policy")).isEqualTo("compact");
            assertThat(setting(admin, "batch.blocks", "max.message.bytes")).isEqualTo("9437184");
        }
    }

    @Test
    void aLedgerThatCannotBeReadSaysSo() {
        try (var ledger = Ledger.follow(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            assertThatThrownBy(() -> ledger.catchUp(ofSeconds(1)))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("batch.ledger cannot be read to its end");
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get(name)
                .value();
    }

    private static Map<String, String> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
