package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What starts before the loop has heard that there is room. */
final class StandbyTest extends LoopFixture {
    private DeliveryLoop loop;

    @BeforeEach
    void twoInFlightAndMoreToCome() {
        limits = limits.withInFlight(2);
        put(0, 0, "a");
        put(0, 1, "b");
        put(0, 2, "c");
        put(1, 0, "d");
        put(1, 1, "e");
        source.assign(List.of(partition(1)));
        loop = started();
        assertThat(sink.started).containsExactly("0@0", "0@1");
    }

    @Test
    void theNextRecordStartsWhenOneHasArrivedAndNotOnlyWhenTheLoopHearsOfIt() {
        sink.succeed(0, 1);
        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");

        sink.succeed(0, 0);
        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2", "1@0");
    }

    @Test
    void afterAFailureNothingStartsBeforeTheLoopHearsOfIt() {
        sink.failRetriably(0, 0);
        assertThat(sink.started).containsExactly("0@0", "0@1");

        tick(loop);
        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
    }

    @Test
    void nothingStartsOnceTheLoopIsAskedToEnd() {
        loop.stop();
        tick(loop);

        sink.succeed(0, 0, 1);

        assertThat(sink.started).containsExactly("0@0", "0@1");
    }

    @Test
    void aPartitionIsGivenUpWithoutWhatOnlyStandsByForIt() {
        source.revoke(List.of(partition(1)));
        tick(loop);

        sink.succeed(0, 0, 1);

        assertThat(sink.started).containsExactly("0@0", "0@1", "0@2");
    }

    @Test
    void whatStandsByIsNotShownAsInFlight() {
        assertThat(loop.stats().inFlight()).isEqualTo(2);

        var why = loop.why().toCompletableFuture();
        tick(loop);

        assertThat(why.join().load().inFlight()).isEqualTo(2);
    }

    @Test
    void everyRecordIsCommittedHoweverItWasStarted() {
        for (int i = 0; i < 5; i++) {
            sink.succeedAll();
        }
        passCommit(loop);
        sink.succeedAll();
        passCommit(loop);

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 3L, partition(1), 2L));
    }

    /** As in the test kit, where the caller's thread is the worker. */
    @Test
    void aHundredThousandThatArriveAtOnceAreNoStackOfThem() {
        var standby = new Standby(Runnable::run);
        var started = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            standby.add(Chunk.ofFlights(1, 1), () -> {
                started.incrementAndGet();
                standby.startNext();
            });
        }

        assertThat(standby.startNext()).isTrue();

        assertThat(started).hasValue(100_000);
        assertThat(standby.startNext()).isFalse();
    }
}
