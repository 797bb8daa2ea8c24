package dev.waybill.source;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.DeliveryException;
import dev.waybill.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how commits go: what passes by itself is worth a word only when it lasts, what does not ends the run. Confined
 * to the thread of its source.
 */
final class CommitWatch {
    private static final Logger log = LoggerFactory.getLogger(CommitWatch.class);
    private static final Duration PATIENCE = ofSeconds(10);

    private final Time time;
    private int underWay;
    private boolean failing;
    private boolean told;
    private long failingSinceNanos;
    private @Nullable DeliveryException refusal;

    CommitWatch(Time time) {
        this.time = time;
    }

    void begun() {
        underWay++;
    }

    boolean areUnderWay() {
        return underWay > 0;
    }

    /** One that was {@link #begun} ended. */
    void returned(@Nullable Exception problem) {
        underWay--;
        ended(problem);
    }

    /** A commit ended; {@code problem} is why nothing was kept. */
    void ended(@Nullable Exception problem) {
        if (problem == null) {
            succeeded();
            return;
        }
        var failure = CommitFailure.of(problem);
        if (failure == CommitFailure.STOP) {
            refusal = ClientRefusal.of(problem);
        } else if (failure == CommitFailure.REJOIN) {
            log.atWarn()
                    .addKeyValue("error", problem.toString())
                    .log(
                            "commit refused, this member was taken for dead or outdated; it joins again, and what was not committed is delivered again");
        } else {
            failed(problem);
        }
    }

    /** The broker did not answer. */
    void brokerIsAway(Exception problem) {
        failed(problem);
    }

    private void succeeded() {
        if (told) {
            log.info("the broker keeps commits again");
        }
        failing = false;
        told = false;
    }

    private void failed(Exception problem) {
        if (!failing) {
            failing = true;
            failingSinceNanos = time.nanos();
        } else if (!told && time.hasPassed(failingSinceNanos, PATIENCE)) {
            told = true;
            log.atWarn()
                    .addKeyValue("error", problem.toString())
                    .addKeyValue("for", PATIENCE)
                    .log("the broker keeps no commits, tried again until it does");
        }
    }

    /** Ends the run if a commit was refused for good; says so once. */
    void throwRefusal() {
        var toThrow = refusal;
        refusal = null;
        if (toThrow != null) {
            throw toThrow;
        }
    }
}
