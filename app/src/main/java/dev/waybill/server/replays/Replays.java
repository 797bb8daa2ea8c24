package dev.waybill.server.replays;

import static java.time.Duration.ofSeconds;

import dev.waybill.server.access.Caller;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Replays that were started from a page: each a process {@code waybill replay}, which goes on, or ends cleanly, by itself. The last
 * ones are kept in memory; what they did is in the audit beside the parked records.
 *
 * <p>Thread-safe: all state is guarded by {@code this}.
 */
public final class Replays implements AutoCloseable {
    private static final int MOST_KEPT = 100;
    private static final int MOST_AT_ONCE = 4;
    private static final Duration COUNTING = ofSeconds(60);
    private static final Duration DRAINING = ofSeconds(60);
    private static final Pattern COUNTED = Pattern.compile("would replay ([0-9,]+) of");

    private final Commands commands;
    private final InstantSource clock;
    private final Deque<ReplayProcess> kept = new ArrayDeque<>();
    private long next = 1;

    public Replays(Commands commands, InstantSource clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** Why a replay was not started, for a person. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Counts what would be replayed, and changes nothing. */
    public long count(ReplayOrder order, Caller who) throws IOException, InterruptedException, RefusedException {
        var arguments = new ArrayList<>(order.arguments());
        arguments.add("--dry-run");
        var ended = commands.run(who, COUNTING, arguments);
        var counted = COUNTED.matcher(ended.said());
        if (ended.exit() != 0 || !counted.find()) {
            throw new RefusedException(ended.said().strip());
        }
        return Long.parseLong(counted.group(1).replace(",", ""));
    }

    /**
     * Starts it, and returns at once.
     *
     * @param expected what {@link #count} said
     */
    public synchronized ReplayView start(ReplayOrder order, Caller who, long expected)
            throws IOException, RefusedException {
        if (kept.stream().filter(run -> run.view().isRunning()).count() >= MOST_AT_ONCE) {
            throw new RefusedException(MOST_AT_ONCE + " replays are under way; wait for one of them, or cancel it");
        }
        var arguments = new ArrayList<>(order.arguments());
        arguments.addAll(List.of("-o", "jsonl"));
        var run = new ReplayProcess(
                Long.toString(next++), order, who.name(), expected, clock, commands.start(who, arguments));
        kept.addFirst(run);
        forgetTheOldest();
        return run.view();
    }

    private void forgetTheOldest() {
        while (kept.size() > MOST_KEPT && !kept.getLast().view().isRunning()) {
            kept.removeLast().forget();
        }
    }

    /** All that are kept, the last one first. */
    public synchronized List<ReplayView> all() {
        return kept.stream().map(ReplayProcess::view).toList();
    }

    public synchronized Optional<ReplayView> find(String id) {
        return process(id).map(ReplayProcess::view);
    }

    /** Asks it for a clean end: what is under way arrives, the rest stays parked. Says whether there is such a one. */
    public synchronized boolean cancel(String id) {
        var process = process(id);
        process.ifPresent(ReplayProcess::cancel);
        return process.isPresent();
    }

    private Optional<ReplayProcess> process(String id) {
        return kept.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /** Ends those that run, cleanly. */
    @Override
    public void close() {
        List<ReplayProcess> all;
        synchronized (this) {
            all = new ArrayList<>(kept);
            kept.clear();
        }
        Collections.reverse(all);
        all.forEach(ReplayProcess::cancel);
        for (ReplayProcess one : all) {
            one.await(DRAINING.toMillis(), TimeUnit.MILLISECONDS);
            one.forget();
        }
    }
}
