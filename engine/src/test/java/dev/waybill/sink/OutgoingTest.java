package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

final class OutgoingTest {
    private static int notAsked() {
        throw new AssertionError("the key decides");
    }

    @Test
    void theSourceOfAnEarlierPipelineIsReplaced() {
        var earlier = new Header(Outgoing.SOURCE_HEADER, "a-0@7#1".getBytes(UTF_8));
        var other = new Header("trace", new byte[] {1});
        var record = new KafkaRecord("b", 2, 9, 1, null, null, List.of(earlier, other), 0);

        assertThat(names(Outgoing.of(record))).containsExactly("trace", "waybill-source=b-2@9");
    }

    @Test
    void severalOfOneRecordDiffer() {
        var source = new Position("b", 2, 9);

        assertThat(names(Outgoing.of("k", "v").madeOf(source, 0))).containsExactly("waybill-source=b-2@9#0");
        assertThat(names(Outgoing.of("k", "v").madeOf(source, 1))).containsExactly("waybill-source=b-2@9#1");
    }

    @Test
    void withoutATimeTheClientGivesOne() {
        assertThat(Outgoing.of("k", "v").forTopic("t", OutgoingTest::notAsked).timestamp())
                .isNull();
        assertThat(new Outgoing(new byte[0], new byte[0], List.of(), 5)
                        .forTopic("t", OutgoingTest::notAsked)
                        .timestamp())
                .isEqualTo(5);
    }

    @Test
    void whatIsPlacedByAnotherKeyGoesWhereThatKeyWouldAndKeepsItsOwn() {
        byte[] other = "run7/a.dat".getBytes(UTF_8);
        int there = BuiltInPartitioner.partitionForKey(other, 50);

        var record = Outgoing.of("k", "v")
                .placedBy(other)
                .madeOf(new Position("b", 2, 9))
                .forTopic("t", () -> 50);

        assertThat(record.partition()).isEqualTo(there);
        assertThat(record.key()).asString(UTF_8).isEqualTo("k");
        assertThat(Outgoing.of("k", "v").forTopic("t", OutgoingTest::notAsked).partition())
                .isNull();
    }

    private static List<String> names(Outgoing outgoing) {
        return outgoing.headers().stream()
                .map(header -> header.name().equals(Outgoing.SOURCE_HEADER)
                        ? header.name() + "=" + new String(Objects.requireNonNull(header.value()), UTF_8)
                        : header.name())
                .toList();
    }
}
