package example;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts 1,000 payments on the topic: 100 are no more than drafts, and 10 cannot be read. */
public final class FillTopic {
    private FillTopic() {}

    /** Takes the Kafka servers; localhost:9092 if they are not given. */
    public static void main(String[] args) {
        String servers = args.length > 0 ? args[0] : "localhost:9092";
        Map<String, Object> properties = Map.of("bootstrap.servers", servers);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 1_000; i++) {
                String account = "account-" + i % 50;
                producer.send(new ProducerRecord<>("payments", account, payment(i, account)));
            }
        }
        System.out.println("1,000 payments are on topic payments");
    }

    private static String payment(int i, String account) {
        String cents = i % 100 == 37 ? "\"a lot\"" : Integer.toString(100 + i);
        String state = i % 10 == 0 ? "draft" : "booked";
        return "{\"id\":\"p%04d\",\"account\":\"%s\",\"cents\":%s,\"state\":\"%s\"}".formatted(i, account, cents, state);
    }
}
