package dev.waybill.cli.terminal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The state of long work in one line: redrawn in place on a screen, a plain line each 10 seconds elsewhere.
 *
 * <p>Not thread-safe: one thread, the one that owns the work, calls it. Calls between two drawings cost next to nothing.
 */
public final class ProgressLine implements AutoCloseable {
    private static final Duration REDRAW = ofMillis(200);
    private static final Duration PLAIN = ofSeconds(10);
    private static final Duration RATE_WINDOW = ofSeconds(10);

    private final String label;
    private final PrintStream out;
    private final boolean redraw;
    private final InstantSource clock;
    private final Instant start;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private Instant drawn;
    private int drawnLength;

    private record Sample(Instant at, List<Count> counts) {}

    /**
     * Starts the clock.
     *
     * @param redraw whether {@code out} is a screen
     */
    public ProgressLine(String label, PrintStream out, boolean redraw, InstantSource clock) {
        this.label = label;
        this.out = out;
        this.redraw = redraw;
        this.clock = clock;
        this.start = clock.instant();
        this.drawn = start;
    }

    /** Draws if it is time to. Counts come in the same order on every call. */
    public void show(List<Count> counts, Optional<Instant> lastError) {
        Instant now = clock.instant();
        if (Duration.between(drawn, now).compareTo(redraw ? REDRAW : PLAIN) >= 0) {
            draw(counts, lastError, now);
        }
    }

    /** Draws the last state, whatever the time, with rates over the whole run, and ends the line. */
    public void finish(List<Count> counts, Optional<Instant> lastError) {
        samples.clear();
        draw(counts, lastError, clock.instant());
        close();
    }

    /** Ends a line that stands half drawn on the screen. */
    @Override
    public void close() {
        if (redraw && drawnLength > 0) {
            out.println();
            out.flush();
            drawnLength = 0;
        }
    }

    private void draw(List<Count> counts, Optional<Instant> lastError, Instant now) {
        String line = line(counts, lastError, now);
        if (redraw) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
            drawnLength = line.length();
        } else {
            out.println(line);
        }
        out.flush();
        drawn = now;
    }

    private String line(List<Count> counts, Optional<Instant> lastError, Instant now) {
        Sample base = base(counts, now);
        var line = new StringBuilder(label);
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            line.append(" | ").append(count.name()).append(": ").append(Count.brief((double) count.value()));
            if (count.rated()) {
                long before = i < base.counts().size() ? base.counts().get(i).value() : 0;
                line.append(" (")
                        .append(Count.brief(rate(count.value() - before, base.at(), now)))
                        .append("/s)");
            }
        }
        lastError.ifPresent(at -> line.append(" | last error: ")
                .append(Elapsed.brief(Duration.between(at, now)))
                .append(" ago"));
        return line.append(" | ")
                .append(Elapsed.brief(Duration.between(start, now)))
                .toString();
    }

    private Sample base(List<Count> counts, Instant now) {
        samples.addLast(new Sample(now, List.copyOf(counts)));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(RATE_WINDOW))) {
            samples.removeFirst();
        }
        return samples.size() > 1 ? samples.getFirst() : new Sample(start, List.of());
    }

    private static double rate(long change, Instant from, Instant to) {
        long millis = Duration.between(from, to).toMillis();
        return millis <= 0 ? 0 : change * 1000.0 / millis;
    }
}
