package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.FaultSink;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryFailures;
import dev.waybill.testkit.MemoryTopics;
import dev.waybill.testkit.TestRun;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills from outside, at random, are laid to no record, as long as a process lives for more than one delivery. */
class TenKillsTest {
    private static final int KILLS = 10;
    private static final int RECORDS = 1_000;
    private static final Duration PAUSE = ofMillis(20);

    private final ManualTime time = new ManualTime();
    private final MemoryTopics topics = MemoryTopics.of("t", 2);
    private final MemoryFailures failures = new MemoryFailures();
    private final FaultSink<KafkaRecord> sink = FaultSink.<KafkaRecord>on(time).slow(PAUSE);

    static List<Long> seeds() {
        return LongStream.range(1, 101).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tenKillsWithNoGuiltyRecordParkNothing(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < RECORDS; i++) {
            topics.put("t", i % 2, "key" + i, "value");
        }

        for (int i = 0; i < KILLS; i++) {
            try (var run = TestRun.start(pipeline(), topics, time)) {
                run.pass(ofMillis(40 + random.nextInt(2_000)));
            }
        }
        var last = TestRun.start(pipeline(), topics, time);
        last.passUntil(topics::hasNoLag, Duration.ofMinutes(1));
        last.stop();

        assertThat(failures.parked()).isEmpty();
        assertThat(sink.taken().stream().map(KafkaRecord::position).distinct()).hasSize(RECORDS);
    }

    private Pipeline pipeline() {
        return Pipeline.from(topics)
                .within(Limits.DEFAULT.withInFlight(100))
                .parkingIn(failures)
                .to(sink);
    }
}
