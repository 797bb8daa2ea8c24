package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.retry.BreakerPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What the pipeline of a simulated run is made of.
 *
 * @param batch the most records in a batch, where it has batches
 */
record Blueprint(Form form, int batch, Duration batchWait, FailurePolicy whenGivenUp, BreakerPolicy breaker) {
    private static final List<Form> FORMS =
            List.of(Form.PLAIN, Form.PLAIN, Form.PLAIN, Form.BATCH, Form.BATCH, Form.FLAT_MAP, Form.BRANCH);

    static Blueprint drawnFrom(Random random) {
        int dice = random.nextInt(8);
        var whenGivenUp = dice == 0 ? FailurePolicy.HOLD_KEY : dice == 1 ? FailurePolicy.STOP : FailurePolicy.PARK;
        int keys = 4 + random.nextInt(8);
        var firstPause = ofMillis(20 + random.nextInt(60));
        var breaker = new BreakerPolicy(
                keys, 1 + random.nextInt(4), random.nextBoolean() ? 0.5 : 0.8, firstPause, firstPause.multipliedBy(4));
        return new Blueprint(
                FORMS.get(random.nextInt(FORMS.size())),
                2 + random.nextInt(10),
                ofMillis(5 + random.nextInt(50)),
                whenGivenUp,
                breaker);
    }

    /** Whether a record that nobody can deliver is set aside; where not, only its mending ends the run. */
    boolean parks() {
        return whenGivenUp == FailurePolicy.PARK;
    }
}
