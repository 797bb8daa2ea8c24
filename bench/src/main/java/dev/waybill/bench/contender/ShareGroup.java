package dev.waybill.bench.contender;

import static java.time.Duration.ofMillis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;

/** Kafka's share group, every record acknowledged by itself; two consumers, since one must finish a poll before the next. */
final class ShareGroup implements Contender {
    private static final int CONSUMERS = 2;
    private static final List<String> NOT_FOR_SHARE_GROUPS = List.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    private record Started(ConsumerRecord<byte[], byte[]> record, CompletableFuture<Void> handled) {}

    @Override
    public String name() {
        return "share group";
    }

    @Override
    public Running start(Job job) {
        readFromTheBeginning(job);
        var loops = new ArrayList<Running>();
        for (int i = 0; i < CONSUMERS; i++) {
            loops.add(OwnThread.running("share-" + i, isStopped -> poll(job, isStopped)));
        }
        return () -> loops.forEach(Running::close);
    }

    private static void readFromTheBeginning(Job job) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, job.group());
        var earliest =
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", job.servers()))) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(earliest)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the share group's settings", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void poll(Job job, BooleanSupplier isStopped) {
        var handler = job.handler();
        try (var consumer = new KafkaShareConsumer<byte[], byte[]>(properties(job))) {
            consumer.subscribe(List.of(job.topic()));
            while (!isStopped.getAsBoolean()) {
                var records = consumer.poll(ofMillis(100));
                if (handler.isImmediate()) {
                    for (var record : records) {
                        handler.run(record.key(), record.partition(), record.offset());
                        consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                    }
                    continue;
                }
                var started = new ArrayList<Started>();
                for (var r : records) {
                    started.add(new Started(r, handler.start(r.key(), r.partition(), r.offset())));
                }
                started.forEach(s -> consumer.acknowledge(s.record, outcome(s.handled, isStopped)));
            }
        }
    }

    private static AcknowledgeType outcome(CompletableFuture<Void> handled, BooleanSupplier isStopped) {
        while (!isStopped.getAsBoolean()) {
            try {
                handled.get(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                return AcknowledgeType.ACCEPT;
            } catch (java.util.concurrent.TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                return AcknowledgeType.RELEASE;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return AcknowledgeType.RELEASE;
    }

    private static Map<String, Object> properties(Job job) {
        var properties = new HashMap<>(job.consumer());
        properties.keySet().removeAll(NOT_FOR_SHARE_GROUPS);
        properties.put("share.acknowledgement.mode", "explicit");
        if (job.inFlight() > 0) {
            properties.put("share.acquire.mode", "record_limit"); // or a poll brings whole batches, however large
            properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.max(1, job.inFlight() / CONSUMERS));
        }
        return properties;
    }
}
