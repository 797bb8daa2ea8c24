package dev.waybill.jobs.worker;

import dev.waybill.jobs.claim.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job with its command, on a thread of its own. The worker's thread owns it; the thread that waits for the command only hands
 * in how it ended.
 */
final class RunningJob {
    /** Why a command was ended by us. */
    enum Ended {
        /** It took too long. */
        LATE,
        /** The job is somebody else's now. */
        LOST,
        /** The worker stops. */
        STOPPED
    }

    private final Assignment assignment;
    private final Output output;
    private final CommandRun run;
    private final Optional<Instant> deadline;
    private @Nullable Ended ended;

    private RunningJob(Assignment assignment, Output output, CommandRun run, Optional<Instant> deadline) {
        this.assignment = assignment;
        this.output = output;
        this.run = run;
        this.deadline = deadline;
    }

    /** A command that has ended. */
    record End(RunningJob job, CommandEnd end) {}

    /** Starts it. {@code onEnd} is called once, by another thread. */
    static RunningJob start(
            Assignment assignment,
            ExecutionTrace trace,
            CommandPlan plan,
            Instant now,
            Path folder,
            Guard guard,
            Consumer<End> onEnd,
            int lines)
            throws IOException {
        var output = new Output(lines);
        long execution = assignment.job().execution();
        var run = CommandRun.start(
                plan.command().words(assignment.values()),
                trace.addedTo(assignment.environment()),
                folder.resolve("dst-" + execution),
                output,
                guard);
        var job = new RunningJob(assignment, output, run, plan.longest().map(now::plus));
        new Thread(() -> job.await(onEnd), "command-" + execution).start();
        return job;
    }

    private void await(Consumer<End> onEnd) {
        try {
            onEnd.accept(new End(this, run.waitFor()));
        } catch (InterruptedException e) {
            run.kill();
            Thread.currentThread().interrupt();
        }
    }

    long execution() {
        return assignment.job().execution();
    }

    Output output() {
        return output;
    }

    boolean isEnding() {
        return ended != null;
    }

    boolean isLate(Instant now) {
        return ended == null && deadline.isPresent() && now.isAfter(deadline.get());
    }

    /** Has it ended, kindly first. */
    void end(Ended why, Duration grace) {
        if (ended == null) {
            ended = why;
            run.end(grace);
        }
    }

    /** What is to be reported; nothing where it was ended because the job is no longer ours, or we stop. */
    Optional<Report> report(CommandEnd end, CommandPlan plan) {
        if (ended == Ended.LATE) {
            String longest = plan.longest().map(Object::toString).orElse("");
            return Optional.of(Report.failed(execution(), "took longer than " + longest + " and was ended"));
        }
        return ended == null ? Optional.of(assignment.report(end, plan.isPathPrinted())) : Optional.empty();
    }
}
