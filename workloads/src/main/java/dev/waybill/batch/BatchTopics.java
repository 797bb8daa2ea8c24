package dev.waybill.batch;

import dev.waybill.batch.block.BlockTopic;
import dev.waybill.batch.ledger.LedgerTopic;
import dev.waybill.failure.DeliveryException;
import dev.waybill.topic.TopicCreation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the batch workload. */
public final class BatchTopics {
    private BatchTopics() {}

    /**
     * Creates those that are missing. Once this returns, they can be written to.
     *
     * @param kafka client properties
     * @throws DeliveryException if the brokers do not answer, or do not let us
     */
    public static void ensure(Map<String, String> kafka) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("request.timeout.ms", "5000");
        properties.put("default.api.timeout.ms", "10000");
        try (var admin = Admin.create(properties)) {
            for (NewTopic topic : List.of(LedgerTopic.wanted(), BlockTopic.wanted())) {
                create(admin, topic);
            }
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        String what = "topic " + topic.name() + " cannot be created: ";
        try {
            if (!admin.listTopics().names().get().contains(topic.name())) {
                TopicCreation.create(admin, topic);
            }
        } catch (ExecutionException e) {
            throw DeliveryException.unavailable(what + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.unavailable(what + "interrupted", e);
        }
    }
}
