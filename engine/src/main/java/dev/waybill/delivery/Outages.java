package dev.waybill.delivery;

import dev.waybill.failure.Failure;
import dev.waybill.retry.Breaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the breaker how the sink answers, and what has to be done when it opens. Confined to the loop's thread. */
final class Outages {
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final String pipeline;
    private final Breaker breaker;
    private final Triage triage;
    private final Dissolving dissolving;
    private boolean isOpenLogged;

    Outages(String pipeline, Breaker breaker, Triage triage, Dissolving dissolving) {
        this.pipeline = pipeline;
        this.breaker = breaker;
        this.triage = triage;
        this.dissolving = dissolving;
    }

    /** The sink took the record of {@code flight}. */
    void delivered(Flight flight) {
        if (!breaker.isCalm()) {
            breaker.answered(KeyBytes.identity(flight.record));
            logClosing();
        }
    }

    private void logClosing() {
        if (isOpenLogged && breaker.state() == Breaker.State.CLOSED) {
            isOpenLogged = false;
            log.atInfo().addKeyValue("pipeline", pipeline).log("sink answers again, delivering goes on");
        }
    }

    /** The sink did not take the record of {@code flight}. */
    void failed(Flight flight, Failure failure) {
        var before = breaker.state();
        breaker.failed(KeyBytes.identity(flight.record), failure);
        if (before != Breaker.State.OPEN && breaker.state() == Breaker.State.OPEN) {
            logOpening(failure);
            triage.outageBegan();
            dissolving.all(); // records are tried one by one until the sink is known to work, and chunks could not be
        }
    }

    private void logOpening(Failure failure) {
        if (!isOpenLogged) {
            isOpenLogged = true;
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("class", failure.failureClass())
                    .addKeyValue("error", failure.reason())
                    .log("sink unavailable, nothing more is delivered until it answers again");
        }
    }
}
