package dev.waybill.bench.trial;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final TimerWheel wheel = new TimerWheel("wheel");
    private final ConcurrentLinkedQueue<Long> early = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        wheel.close();
    }

    @Test
    void everythingIsDueAndNothingMuchTooEarly() throws Exception {
        var pushers = new ArrayList<CompletableFuture<Void>>();
        for (int thread = 0; thread < 4; thread++) {
            pushers.add(CompletableFuture.supplyAsync(this::schedule20_000).thenCompose(all -> all));
        }

        CompletableFuture.allOf(pushers.toArray(CompletableFuture[]::new)).get(120, SECONDS);

        assertThat(early).isEmpty();
    }

    private CompletableFuture<Void> schedule20_000() {
        var all = new ArrayList<Note>();
        for (int i = 0; i < 20_000; i++) {
            long delay = ThreadLocalRandom.current().nextLong(100_000_000);
            var note = new Note(System.nanoTime() + delay);
            wheel.schedule(note, delay);
            all.add(note);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    @Test
    void aDelayBeyondOneTurnIsRefused() {
        assertThatThrownBy(() -> wheel.schedule(new Note(0), 600_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.6S");
    }

    private final class Note extends TimerWheel.Timed {
        private final long dueNanos;

        Note(long dueNanos) {
            this.dueNanos = dueNanos;
        }

        @Override
        void due() {
            long tooEarly = dueNanos - System.nanoTime();
            if (tooEarly > TimerWheel.TICK_NANOS) {
                early.add(tooEarly);
            }
            complete(null);
        }
    }
}
