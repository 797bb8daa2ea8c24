package dev.waybill.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.waybill.server.pipelines.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StripTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void oneRecordInFlightIsSeenBesideAMillionThatWereNotRead() {
        var strip = Strip.of(partition(100, 100, 101, 1_000_101, 0, 1), NOW);

        var flight = strip.segments().stream()
                .filter(part -> part.kind().equals("flight"))
                .findFirst()
                .orElseThrow();
        assertThat(flight.width()).isGreaterThan(10);
        assertThat(flight.title()).isEqualTo("1 in flight");
    }

    @Test
    void itsPartsLieSideBySideAndFillIt() {
        var strip = Strip.of(partition(90, 100, 140, 200, 30, 10), NOW);

        double x = 0;
        for (var part : strip.segments()) {
            assertThat(part.x()).isCloseTo(x, within(0.01));
            x += part.width();
        }
        assertThat(x).isCloseTo(Strip.WIDTH, within(0.01));
        assertThat(strip.segments())
                .extracting(Strip.Segment::kind)
                .containsExactly("committed", "flight", "held", "unread");
    }

    @Test
    void whatHasAllArrivedIsOnePiece() {
        var strip = Strip.of(partition(100, 100, 100, 100, 0, 0), NOW);

        assertThat(strip.segments()).hasSize(1);
        assertThat(strip.segments().get(0).width()).isEqualTo(Strip.WIDTH);
        assertThat(strip.summary()).startsWith("orders-0, committed 100, head 100");
    }

    private static Answer.Partition partition(
            long committed, long head, long next, long end, long held, long inFlight) {
        return new Answer.Partition(
                "orders",
                0,
                "moving",
                NOW,
                OptionalLong.of(committed),
                OptionalLong.of(head),
                OptionalLong.of(next),
                OptionalLong.of(end),
                OptionalLong.of(end - head),
                held,
                inFlight,
                inFlight,
                new Answer.Waiting(0, 0, 0, 0),
                0,
                Optional.empty(),
                new Answer.Retention(OptionalLong.empty(), Optional.empty(), Optional.empty(), 0));
    }
}
