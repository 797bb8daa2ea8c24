package dev.waybill.heartbeat;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic that takes heartbeats, as well as it can. Used by one thread; answers come on the producer's own. */
final class BeatTopic implements BeatTarget {
    private static final Logger log = LoggerFactory.getLogger(BeatTopic.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Producer<String, String> producer;
    private final String topic;
    private final String key;
    private volatile boolean refused;

    BeatTopic(Producer<String, String> producer, String topic, String key) {
        this.producer = producer;
        this.topic = topic;
        this.key = key;
    }

    @Override
    public void send(String text) {
        var unused = producer.send(new ProducerRecord<>(topic, key, text), this::answered);
    }

    /** Says it once per outage. */
    private void answered(RecordMetadata where, @Nullable Exception problem) {
        if (problem != null && !refused) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", problem.toString())
                    .log("heartbeats do not arrive; the pipeline goes on without");
        }
        refused = problem != null;
    }

    @Override
    public void close() {
        producer.close(LAST_WORDS);
    }
}
