package dev.waybill.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.pipeline.SharedBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopicCreationIT {
    /** So many that a broker is still busy with them when it has said that the topic was created. */
    private static final int PARTITIONS = 50;

    private final String topic = "created-" + UUID.randomUUID();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.servers()));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void aTopicTakesRecordsInAllPartitionsOnceItIsCreated() throws Exception {
        Map<String, Object> hasty = new HashMap<>(Map.of("bootstrap.servers", SharedBroker.servers(), "linger.ms", 0));
        hasty.putAll(Map.of("retry.backoff.ms", 1, "retry.backoff.max.ms", 1)); // to hear of the topic at once
        hasty.putAll(Map.of("retries", 0, "enable.idempotence", false));
        try (var producer = new KafkaProducer<>(hasty, new StringSerializer(), new StringSerializer())) {
            TopicCreation.create(admin, new NewTopic("first-" + topic, 1, (short) 1));
            producer.send(new ProducerRecord<>("first-" + topic, "key", "value"))
                    .get(); // connected from here on

            assertThat(TopicCreation.create(admin, new NewTopic(topic, PARTITIONS, (short) 1)))
                    .isTrue();

            var sent = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> producer.send(new ProducerRecord<>(topic, partition, "key", "value")))
                    .toList();
            assertThat(sent).allSatisfy(one -> assertThat(one.get().offset()).isZero());
        }
    }

    @Test
    void aTopicThatExistsIsLeftAsItIs() throws Exception {
        assertThat(TopicCreation.create(admin, new NewTopic(topic, 2, (short) 1)))
                .isTrue();

        assertThat(TopicCreation.create(admin, new NewTopic(topic, 5, (short) 1)))
                .isFalse();

        var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
        assertThat(described.values())
                .singleElement()
                .satisfies(one -> assertThat(one.partitions()).hasSize(2));
    }

    @Test
    void theBrokersDefaultsAreGoodEnough() throws Exception {
        assertThat(TopicCreation.create(admin, new NewTopic(topic, Optional.empty(), Optional.empty())))
                .isTrue();
    }

    @Test
    void whatTheBrokerRefusesIsToldAsItsCause() {
        assertThatThrownBy(() -> TopicCreation.create(admin, new NewTopic(topic, 1, (short) 9)))
                .hasCauseInstanceOf(InvalidReplicationFactorException.class);
    }
}
