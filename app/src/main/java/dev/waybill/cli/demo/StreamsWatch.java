package dev.waybill.cli.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens at the ledger, and shows how it goes. Used by the thread that tells the story. */
final class StreamsWatch {
    private static final Duration LOOK = ofMillis(20);
    private static final Duration LATELY = ofSeconds(1); // a commit each 250 ms, and what one takes on a busy machine
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private record Sample(Instant at, int payments) {}

    private final LedgerBook book;
    private final ProgressLine progress;
    private final InstantSource clock;
    private final Instant deadline;
    private final Deque<Sample> samples = new ArrayDeque<>();

    StreamsWatch(LedgerBook book, Terminal terminal, InstantSource clock) {
        this.book = book;
        this.progress = new ProgressLine("demo streams", terminal.err(), terminal.errIsScreen(), clock);
        this.clock = clock;
        this.deadline = clock.instant().plus(LONGEST);
    }

    /** Returns when {@code reached}. */
    void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            look();
        }
    }

    private void look() {
        Instant now = clock.instant();
        if (now.isAfter(deadline)) {
            throw CommandException.at(
                            ExitCode.TIMED_OUT, "demo streams", "not at its end within " + LONGEST.toSeconds() + " s")
                    .next("run it again with --debug, and see worker.log in its folder");
        }
        samples.addLast(new Sample(now, book.sums().payments()));
        while (samples.getFirst().at().isBefore(now.minus(LATELY))) {
            samples.removeFirst();
        }
        progress.show(counts(), Optional.empty());
    }

    /** How many payments arrived for the first time within four commit intervals. */
    long arrivedLately() {
        return samples.isEmpty()
                ? 0
                : book.sums().payments() - samples.getFirst().payments();
    }

    /** Ends a line that is being redrawn, so that something else can be said. */
    void pause() {
        progress.close();
    }

    void finish() {
        progress.finish(counts(), Optional.empty());
    }

    private List<Count> counts() {
        var sums = book.sums();
        return List.of(Count.rated("arrived", sums.payments()), Count.plain("again", sums.repeats()));
    }
}
