package example;

import dev.waybill.topic.TopicCreation;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates the topic if it is missing, and puts 1,000 payments on it: 100 are no more than drafts, 10 cannot be read. */
public final class FillTopic {
    private static final String TOPIC = "payments";

    private FillTopic() {}

    /** Takes the Kafka servers; localhost:9092 if they are not given. */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        String servers = args.length > 0 ? args[0] : "localhost:9092";
        Map<String, Object> properties = Map.of("bootstrap.servers", servers);
        try (var admin = Admin.create(properties)) {
            TopicCreation.create(admin, new NewTopic(TOPIC, Optional.of(4), Optional.empty()));
        }
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 1_000; i++) {
                String account = "account-" + i % 50;
                sent.add(producer.send(new ProducerRecord<>(TOPIC, account, payment(i, account))));
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get(); // throws if it did not arrive
        }
        System.out.println("1,000 payments are on topic " + TOPIC);
    }

    private static String payment(int i, String account) {
        String cents = i % 100 == 37 ? "\"a lot\"" : Integer.toString(100 + i);
        String state = i % 10 == 0 ? "draft" : "booked";
        return "{\"id\":\"p%04d\",\"account\":\"%s\",\"cents\":%s,\"state\":\"%s\"}".formatted(i, account, cents, state);
    }
}
