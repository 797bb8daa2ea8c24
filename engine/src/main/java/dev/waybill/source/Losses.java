package dev.waybill.source;

import dev.waybill.failure.DeliveryException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what was lost, and then does what the policy asks for. Confined to the thread of its source. */
final class Losses {
    private static final Logger log = LoggerFactory.getLogger(Losses.class);

    private final LostRecordsPolicy policy;
    private final Consumer<LostRecords> listener;
    private long records;

    Losses(LostRecordsPolicy policy, Consumer<LostRecords> listener) {
        this.policy = policy;
        this.listener = listener;
    }

    boolean isToStop() {
        return policy == LostRecordsPolicy.STOP;
    }

    /** How many were lost so far, of those that can be counted. */
    long records() {
        return records;
    }

    /** Reports {@code lost}; throws if the run is to stop, {@code next} being what the operator can do. */
    void report(List<LostRecords> lost, String next) {
        for (LostRecords one : lost) {
            log.atError()
                    .addKeyValue("topic", one.partition().topic())
                    .addKeyValue("partition", one.partition().partition())
                    .addKeyValue("cause", one.cause())
                    .addKeyValue("reached", one.reached())
                    .addKeyValue("start", one.start())
                    .addKeyValue("end", one.end())
                    .addKeyValue("then", policy)
                    .log("records are lost");
            records += one.count().orElse(0);
            listener.accept(one);
        }
        if (isToStop() && !lost.isEmpty()) {
            String all = lost.stream().map(LostRecords::describe).collect(Collectors.joining("\n  "));
            throw DeliveryException.misconfigured("records are lost:\n  " + all + "\n" + next);
        }
    }
}
