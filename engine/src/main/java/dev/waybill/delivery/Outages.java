package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.retry.Breaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sinks, and every other step that has failed, how they fared with what comes back, and does what has to be done
 * when one of them proves to be away. Confined to the loop's thread.
 */
final class Outages {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final String pipeline;
    private final Sinks sinks;
    private final StepRunner steps;
    private final Triage triage;
    private final Dissolving dissolving;
    private boolean isOpenLogged;

    Outages(String pipeline, Sinks sinks, StepRunner steps, Triage triage, Dissolving dissolving) {
        this.pipeline = pipeline;
        this.sinks = sinks;
        this.steps = steps;
        this.triage = triage;
        this.dissolving = dissolving;
    }

    /** {@code piece} came back, and with it the record of {@code of}. */
    void cameBack(Piece piece, Outcome outcome, Flight of) {
        if (!sinks.isCalm() || !triage.isCalm()) {
            tell(piece, outcome, KeyBytes.identity(of.record));
        }
    }

    /** {@code piece} failed, and with it the record of {@code of}. Returns where. */
    SinkHealth failed(Piece piece, Flight of) {
        if (of.misplaced == null) { // else no step was asked
            tell(piece, Outcome.FAILED, KeyBytes.identity(of.record));
        }
        return failedAt(piece, requireNonNull(piece.failure));
    }

    private void tell(Piece piece, Outcome outcome, Object key) {
        Stage[] chain = steps.chainOf(piece);
        int reached = reached(chain, piece, outcome);
        for (int i = piece.began; i < reached; i++) {
            passed(chain[i], key, outcome == Outcome.DELIVERED);
        }
        if (piece.value instanceof Split split) {
            passed(chain[piece.stage], key, outcome == Outcome.DELIVERED); // it did split it
            split.tried().forEach(part -> tell(part, part.outcome, key));
        } else if (outcome == Outcome.FAILED && piece.alone != null) {
            tell(piece.alone, outcome, key);
        } else if (outcome == Outcome.FAILED && !isGathered(chain, piece)) {
            failed(chain[piece.stage], key, requireNonNull(piece.failure));
        }
    }

    /** How many steps {@code piece} got through by itself: where it is split or gathered, others go on for it. */
    private static int reached(Stage[] chain, Piece piece, Outcome outcome) {
        boolean isHandedOn = piece.value instanceof Split || isGathered(chain, piece);
        return outcome != Outcome.DELIVERED || isHandedOn ? piece.stage : chain.length;
    }

    private static boolean isGathered(Stage[] chain, Piece piece) {
        return piece.stage < chain.length && chain[piece.stage] instanceof Stage.Gather;
    }

    private void passed(Stage step, Object key, boolean hasArrived) {
        var sink = sinks.find(step);
        if (sink == null) {
            return;
        }
        if (!sink.breaker().isCalm()) {
            sink.breaker().answered(key);
            logClosing();
        }
        if (hasArrived && !triage.isCalm()) {
            sink.evidence().delivered(key);
        }
    }

    private void failed(Stage step, Object key, Failure failure) {
        FailureClass failureClass = failure.failureClass();
        if (failureClass == FailureClass.POISON) {
            passed(step, key, false); // it looked at the record, so it works
            return;
        }
        var sink = sinks.at(step);
        var breaker = sink.breaker();
        var before = breaker.state();
        if (failureClass != FailureClass.BUG || sink.asksOthers()) {
            breaker.failed(key, failure);
        }
        if (before != Breaker.State.OPEN && breaker.state() == Breaker.State.OPEN) {
            logOpening(sink, failure);
            triage.outageBegan(sink);
            dissolving.all(); // records are tried one by one until the sink is known to work, and chunks could not be
        }
    }

    /** Where {@code failure} happened, that speaks for {@code piece}. */
    private SinkHealth failedAt(Piece piece, Failure failure) {
        var part = partWith(piece, failure);
        if (part != null) {
            return failedAt(part, failure);
        }
        return piece.alone != null ? failedAt(piece.alone, failure) : sinks.at(steps.chainOf(piece)[piece.stage]);
    }

    @SuppressWarnings("ReferenceEquality") // two parts may have failed with the same words
    private static @Nullable Part partWith(Piece piece, Failure failure) {
        if (piece.value instanceof Split split) {
            for (Part part : split.tried()) {
                if (part.outcome == Outcome.FAILED && part.failure == failure) {
                    return part;
                }
            }
        }
        return null;
    }

    private void logOpening(SinkHealth sink, Failure failure) {
        if (!isOpenLogged) {
            isOpenLogged = true;
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("sink", sink.name())
                    .addKeyValue("class", failure.failureClass())
                    .addKeyValue("error", failure.reason())
                    .log("sink unavailable, nothing more is delivered until it answers again");
        }
    }

    private void logClosing() {
        if (isOpenLogged && sinks.areClosed()) {
            isOpenLogged = false;
            log.atInfo().addKeyValue("pipeline", pipeline).log("sink answers again, delivering goes on");
        }
    }
}
