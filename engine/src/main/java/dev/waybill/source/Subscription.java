package dev.waybill.source;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;

/** Which topics are read. */
sealed interface Subscription {
    void subscribe(Consumer<?, ?> consumer, ConsumerRebalanceListener listener);

    record Topics(List<String> names) implements Subscription {
        public Topics {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a Kafka source needs at least one topic");
            }
        }

        @Override
        public void subscribe(Consumer<?, ?> consumer, ConsumerRebalanceListener listener) {
            consumer.subscribe(names, listener);
        }
    }

    record Matching(Pattern names) implements Subscription {
        @Override
        public void subscribe(Consumer<?, ?> consumer, ConsumerRebalanceListener listener) {
            consumer.subscribe(names, listener);
        }
    }
}
