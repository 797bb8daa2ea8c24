package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A sink that holds every delivery until the test says how it ends. */
final class HeldSink {
    final List<String> started = new ArrayList<>();
    private final Map<String, CompletableFuture<Object>> open = new HashMap<>();

    CompletionStage<?> deliver(Object value) {
        var record = (KafkaRecord) value;
        var name = name(record.partition(), record.offset());
        started.add(name);
        var result = new CompletableFuture<Object>();
        open.put(name, result);
        return result;
    }

    void succeed(int partition, long... offsets) {
        for (long offset : offsets) {
            take(partition, offset).complete("done");
        }
    }

    /** Whatever is in flight now. */
    void succeedAll() {
        var all = List.copyOf(open.values());
        open.clear();
        all.forEach(delivery -> delivery.complete("done"));
    }

    void fail(int partition, long offset, Throwable why) {
        take(partition, offset).completeExceptionally(why);
    }

    void failRetriably(int partition, long offset) {
        fail(partition, offset, DeliveryException.retriable("timed out", null));
    }

    CompletableFuture<Object> take(int partition, long offset) {
        return requireNonNull(open.remove(name(partition, offset)), "not in flight: " + name(partition, offset));
    }

    static String name(int partition, long offset) {
        return partition + "@" + offset;
    }
}
