package dev.waybill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.file.FileFailureLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that ends every process that delivers it, over a real broker. */
final class KillerRecordIT {
    private static final int RECORDS = 200;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void afterThreeDeathsItIsParkedAndAllOthersArrive() throws Exception {
        assertThat(deathsUntilTheEnd(0)).isEqualTo(3);
    }

    @Test
    void amongOthersItTakesOneMoreToBeSureOfIt() throws Exception {
        assertThat(deathsUntilTheEnd(20)).isBetween(3, 4);
    }

    private int deathsUntilTheEnd(int killer) throws IOException, InterruptedException {
        try (var topic = new TestTopic(SharedBroker.servers())) {
            send(topic, killer);

            int deaths = 0;
            int exit = ChildKilledByRecord.KILLED;
            for (; exit == ChildKilledByRecord.KILLED && deaths < 10; deaths++) {
                exit = ChildKilledByRecord.run(SharedBroker.servers(), topic.name, folder);
            }

            assertThat(exit)
                    .as(Files.readString(folder.resolve("output.txt"), UTF_8))
                    .isZero();
            assertThat(parked()).containsExactly("0@" + killer);
            assertThat(arrived()).hasSize(RECORDS - 1).doesNotContain("0@" + killer);
            assertThat(topic.hasNoLag()).isTrue();
            return deaths - 1;
        }
    }

    private static void send(TestTopic topic, int killer) {
        try (var producer = topic.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                String value = i == killer ? ChildKilledByRecord.KILLER : "value " + i;
                var unused = producer.send(new ProducerRecord<>(topic.name, 0, null, value));
            }
        }
    }

    private Set<String> arrived() throws IOException {
        return new TreeSet<>(Files.readAllLines(folder.resolve(ChildKilledByRecord.ARRIVED), UTF_8));
    }

    private List<String> parked() throws IOException {
        var parked = new ArrayList<String>();
        try (var cursor = new FileFailureLog(folder.resolve(ChildKilledByRecord.FAILURES)).open()) {
            for (var next = cursor.next(); next.isPresent(); next = cursor.next()) {
                parked.add(position(next.get()));
            }
        }
        return parked;
    }

    private static String position(FailureEntry entry) {
        var record = entry.parked().record();
        return record.partition() + "@" + record.offset();
    }
}
