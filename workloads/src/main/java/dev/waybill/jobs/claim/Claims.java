package dev.waybill.jobs.claim;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.RefusedException;
import dev.waybill.jobs.processor.UnknownProcessorException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Jobs for workers: claimed, kept, reported.
 *
 * <p>Thread-safe, and safe among any number of processes: each job is with one worker at a time, by the database. The number of a
 * claim, its execution, is the fencing token: whoever reports with an old one is told so and changes nothing.
 *
 * <p>Failures of the database come out as {@link Database} says. A claim whose answer is lost that way comes back by itself once
 * its worker's heartbeats have not listed it for a lease.
 */
public final class Claims {
    /** More are never claimed in one statement. */
    public static final int MOST_AT_ONCE = 1000;

    private static final int LONGEST_NAME = 200;

    private final Database database;

    public Claims(Database database) {
        this.database = database;
    }

    /**
     * Makes this start of a worker known; it ends with {@link #end}, or when nothing is heard of it for a lease.
     *
     * @param name what people call it, for example of its host or pod
     * @throws UnknownProcessorException if there is no such processor
     */
    public Worker register(int processorId, String name) {
        return database.call(handle -> handle.createQuery("""
                        INSERT INTO bnp.worker (processor_id, name, host, lease_until)
                        SELECT p.id, :name, :host, now() + p.lease FROM bnp.processor p WHERE p.id = :processor
                        RETURNING id, (SELECT extract(epoch FROM p.lease) FROM bnp.processor p WHERE p.id = :processor)
                        """)
                .bind("processor", processorId)
                .bind("name", named(name))
                .bind("host", host())
                .map((row, context) -> new Worker(
                        row.getLong(1), processorId, name, Duration.ofMillis(Math.round(row.getDouble(2) * 1000))))
                .findOne()
                .orElseThrow(() -> new UnknownProcessorException(Integer.toString(processorId))));
    }

    private static String named(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new UnfitException(
                    "worker: expected a name of 1 to " + LONGEST_NAME + " characters, without control characters");
        }
        return name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /**
     * Takes the jobs that come first, at most {@code most}; none while the processor is paused or disabled, or all are paused, or
     * there is nothing to do.
     *
     * @param most 1 to {@value #MOST_AT_ONCE}
     * @param actions of which kinds
     */
    public List<Claimed> claim(Worker worker, int most, Set<Action> actions) {
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new UnfitException("expected 1 to " + MOST_AT_ONCE + " jobs at once, got " + most);
        }
        List<Ranked> claimed = database.ask(handle -> handle.createQuery(ClaimStatement.of(most, actions))
                .bind("worker", worker.id())
                .bind("name", worker.name())
                .bind("processor", worker.processorId())
                .map((row, context) ->
                        new Ranked(row.getInt(10), row.getLong(11), ClaimedMapper.INSTANCE.map(row, context)))
                .list());
        return claimed.stream()
                .sorted(Ranked.FIRST_TO_LAST)
                .map(Ranked::claimed)
                .toList();
    }

    /**
     * One job for a worker that is known by its name only, as the SQL functions give it. It must be kept by
     * {@link #heartbeat(long)}.
     *
     * @param pattern what the uri must hold, beside the processor's own pattern and in its mode; empty: anything. What is ready is
     *     looked through until one fits
     * @throws UnknownProcessorException if there is no such processor
     * @throws RefusedException for a pattern that is none
     */
    public Optional<Claimed> next(int processorId, String workerName, Action action, String pattern) {
        named(workerName);
        return database.transact(handle -> {
            requireProcessor(handle, processorId);
            Optional<Long> execution = handle.createQuery(
                            "SELECT execution FROM bnp.claim_one(:processor, :worker, :action, :pattern)")
                    .bind("processor", processorId)
                    .bind("worker", workerName)
                    .bind("action", action.word())
                    .bind("pattern", pattern)
                    .mapTo(Long.class)
                    .findOne();
            return execution.flatMap(number -> handle.createQuery("SELECT " + ClaimedMapper.COLUMNS
                            + " FROM bnp.sourced_job WHERE execution = ? AND status = 'running'")
                    .bind(0, number)
                    .map(ClaimedMapper.INSTANCE)
                    .findOne());
        });
    }

    private static void requireProcessor(Handle handle, int id) {
        boolean isThere = handle.createQuery("SELECT EXISTS (SELECT FROM bnp.processor WHERE id = ?)")
                .bind(0, id)
                .mapTo(Boolean.class)
                .one();
        if (!isThere) {
            throw new UnknownProcessorException(Integer.toString(id));
        }
    }

    /** Extends the lease of one running job; false: it is not this worker's any more. For {@link #next}. */
    public boolean heartbeat(long execution) {
        return database.call(handle -> handle.createQuery("SELECT bnp.heartbeat(?)")
                .bind(0, execution)
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Says that a worker lives, and asks what it holds no more. Its lease begins anew. What it has and does not list, because the
     * answer of the claim was lost, is given to others once that claim is older than a lease.
     *
     * @param held executions that the worker runs now
     */
    public Lost heartbeat(Worker worker, Set<Long> held) {
        List<Long> kept = database.transact(handle -> {
            handle.createUpdate(Statements.ALIVE)
                    .bind("worker", worker.id())
                    .bind("processor", worker.processorId())
                    .bind("name", worker.name())
                    .bind("host", host())
                    .execute();
            handle.createQuery(Statements.RELEASE_UNHEARD)
                    .bind("worker", worker.id())
                    .bindArray("held", Long.class, held)
                    .mapTo(Long.class)
                    .list();
            return handle.createQuery(Statements.HELD)
                    .bind("worker", worker.id())
                    .bindArray("held", Long.class, held)
                    .mapTo(Long.class)
                    .list();
        });
        var lost = new HashSet<>(held);
        kept.forEach(lost::remove);
        return new Lost(lost);
    }

    /**
     * Ends executions as their workers say.
     *
     * @param reports of different executions
     * @return what became of each, in the same order
     */
    public List<Reported> report(List<Report> reports) {
        return report(null, reports);
    }

    /** The same for one. */
    public Reported report(Report report) {
        return report(null, List.of(report)).get(0);
    }

    /** The same for one of a processor; that of another one is unknown. */
    public Reported report(int processorId, Report report) {
        return report(Integer.valueOf(processorId), List.of(report)).get(0);
    }

    private List<Reported> report(@Nullable Integer processorId, List<Report> reports) {
        if (reports.isEmpty()) {
            return List.of();
        }
        var executions = reports.stream().map(Report::execution).toList();
        if (Set.copyOf(executions).size() < executions.size()) {
            throw new UnfitException("expected reports of different executions, got two of the same");
        }
        return database.ask(handle -> handle.createQuery(
                        "SELECT execution, answer, detail FROM bnp.report(:executions, :outcomes, :messages, :paths, :processor)")
                .bindByType("processor", processorId, Integer.class)
                .bindArray("executions", Long.class, executions)
                .bindArray("outcomes", String.class, (Object[])
                        reports.stream().map(report -> report.outcome().word()).toArray(String[]::new))
                .bindArray("messages", String.class, (Object[])
                        reports.stream().map(Report::message).toArray(String[]::new))
                .bindArray("paths", String.class, (Object[])
                        reports.stream().map(Report::dst).toArray(String[]::new))
                .map((row, context) -> new Reported(
                        row.getLong(1),
                        Reported.Answer.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getString(3)))
                .list());
    }

    /**
     * Keeps lines that an execution has to say, in their order.
     *
     * @param lines more than 8,000 characters of one are cut off
     */
    public void log(long execution, Collection<String> lines) {
        var clean = new ArrayList<String>();
        lines.forEach(line -> clean.add(line.replace('\0', '\ufffd')));
        database.run(handle -> handle.createUpdate(
                        "INSERT INTO bnp.log (execution, message) SELECT :execution, left(line, 8000)"
                                + " FROM unnest(:lines) WITH ORDINALITY AS l (line, n) ORDER BY n")
                .bind("execution", execution)
                .bindArray("lines", String.class, clean)
                .execute());
    }

    /** The worker ends: what it still holds is for others, at once, and no attempt is counted. */
    public void end(Worker worker) {
        database.transact(handle -> {
            handle.execute("UPDATE bnp.worker SET ended = now() WHERE id = ? AND ended IS NULL", worker.id());
            return handle.createQuery(Statements.RELEASE_ALL)
                    .bind("worker", worker.id())
                    .bind("message", "worker " + worker.name() + " ended")
                    .mapTo(Long.class)
                    .list();
        });
    }
}
