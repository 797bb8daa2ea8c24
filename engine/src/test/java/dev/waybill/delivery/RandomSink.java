package dev.waybill.delivery;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A sink that succeeds, fails or waits as it pleases, and notes what it was asked against the rules of order. */
final class RandomSink {
    final Map<String, List<Long>> delivered = new HashMap<>();
    final List<String> violations = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private final Random random;
    private final int percentAtOnce;

    RandomSink(Random random) {
        this.random = random;
        this.percentAtOnce = List.of(50, 90, 98, 99).get(random.nextInt(4));
    }

    private record Held(KafkaRecord record, CompletableFuture<Object> result) {}

    CompletionStage<?> deliver(Object value) {
        var record = (KafkaRecord) value;
        if (!underWay.add(lane(record))) {
            violations.add(record + " started while another of its key was under way");
        }
        int dice = random.nextInt(100);
        if (dice < percentAtOnce) {
            done(record);
            return completedStage("done");
        }
        if (dice % 4 == 0) {
            underWay.remove(lane(record));
            return failedStage(DeliveryException.retriable("not now", null));
        }
        var result = new CompletableFuture<Object>();
        held.add(new Held(record, result));
        return result;
    }

    /** Ends some of what waits. */
    void stir() {
        for (int i = random.nextInt(held.size() + 1); i > 0; i--) {
            var next = held.remove(random.nextInt(held.size()));
            if (random.nextInt(4) == 0) {
                underWay.remove(lane(next.record));
                next.result.completeExceptionally(DeliveryException.retriable("not now", null));
            } else {
                done(next.record);
                next.result.complete("done");
            }
        }
    }

    private void done(KafkaRecord record) {
        underWay.remove(lane(record));
        delivered.computeIfAbsent(lane(record), k -> new ArrayList<>()).add(record.offset());
    }

    private static String lane(KafkaRecord record) {
        return record.partition() + "/" + record.keyText();
    }
}
