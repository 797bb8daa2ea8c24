package dev.waybill.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.docs.LocalSite;
import dev.waybill.docs.Pages;
import dev.waybill.docs.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** water-healer's example, as {@code docs/migrate/water-healer.md} has it in Java: where the group stands after each start. */
final class WaterHealerSeedIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void copyTheProgram() throws Exception {
        Files.writeString(
                folder.resolve("PlusOne.java"),
                Pages.blocks("docs/migrate/water-healer.md", "java").get(0));
    }

    @Test
    void theOffsetStaysAtTheRecordThatFailedHoweverOftenItIsStarted() throws Exception {
        try (var shell = Shell.in(folder)) {
            var site = LocalSite.ready(shell, shell.start("waybill up" + LocalSite.options(List.of("kafka"))));
            site.create("test");
            produce(site.at("kafka"), 1, 2, 3, 4);

            var first = plusOne(shell, site);
            assertThat(first.out().lines())
                    .as(first.err())
                    .containsSubsequence("2", "3", "4", "halt: 1 not delivered")
                    .contains("offset 0 DELIVERED", "offset 1 DELIVERED", "offset 2 DELIVERED")
                    .doesNotContain("5");
            assertThat(committed(site.at("kafka"))).isEqualTo(3);

            var second = plusOne(shell, site);
            assertThat(second.out().lines()).as(second.err()).containsExactly("halt: 1 not delivered");
            assertThat(committed(site.at("kafka")))
                    .as("not 4: it has not arrived")
                    .isEqualTo(3);
        }
    }

    private static CommandRun plusOne(Shell shell, LocalSite site) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return shell.run(
                java + " -cp '" + System.getProperty("java.class.path") + "' PlusOne.java " + site.at("kafka"));
    }

    private static void produce(String servers, int... rows) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            for (int row : rows) {
                producer.send(new ProducerRecord<>("test", 0, null, "" + row)).get();
            }
        }
    }

    private static long committed(String servers) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
            var committed = admin.listConsumerGroupOffsets("group")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition("test", 0));
            return Objects.requireNonNull(committed).offset();
        }
    }
}
