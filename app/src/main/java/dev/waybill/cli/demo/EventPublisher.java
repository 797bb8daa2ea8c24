package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.record.KafkaRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts the events of a story on a topic, as their publishers would. */
record EventPublisher(String servers, String topic) {
    private static final int LARGEST_REQUEST = 10 << 20;

    /** Sends all, and returns when all have arrived: the records as Kafka has them, in the order of sending. */
    List<KafkaRecord> send(List<DemoEvent> events, Instant at) throws InterruptedException {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                servers,
                "acks",
                "all",
                "max.request.size",
                LARGEST_REQUEST,
                "delivery.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000);
        var confirmations = new ArrayList<Future<RecordMetadata>>();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DemoEvent event : events) {
                confirmations.add(producer.send(
                        new ProducerRecord<>(topic, null, at.toEpochMilli(), event.key(), event.value())));
            }
            var sent = new ArrayList<KafkaRecord>();
            for (int i = 0; i < confirmations.size(); i++) {
                sent.add(record(events.get(i), confirmations.get(i), at));
            }
            return List.copyOf(sent);
        }
    }

    private KafkaRecord record(DemoEvent event, Future<RecordMetadata> confirmation, Instant at)
            throws InterruptedException {
        try {
            RecordMetadata place = confirmation.get();
            return new KafkaRecord(
                    topic,
                    place.partition(),
                    place.offset(),
                    at.toEpochMilli(),
                    event.key(),
                    event.value(),
                    List.of(),
                    0);
        } catch (ExecutionException e) {
            throw CommandException.at(ExitCode.FAILED, event.name(), "the local broker did not take it")
                    .expected("an event that fits into a Kafka message")
                    .because(e);
        }
    }
}
