package dev.waybill.cli.kafka;

import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.toMap;

import dev.waybill.cli.error.CommandException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * A consumer group for one dry run: it begins where another group stands, takes no partition from it, and is deleted when
 * it is closed. Used by one thread.
 */
public final class DryRunGroup implements AutoCloseable {
    private static final Duration CONNECT = ofSeconds(3);

    private final Admin admin;
    private final String name;

    private DryRunGroup(Admin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** A new one, named {@code <group>-dry-run-<random>} after the group of the client properties. */
    public static DryRunGroup beside(Map<String, String> kafka) {
        String servers = kafka.getOrDefault("bootstrap.servers", "");
        String group = kafka.getOrDefault("group.id", "");
        BrokerProbe.require(servers, CONNECT);
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("default.api.timeout.ms", "6000");
        properties.put("request.timeout.ms", "3000");
        try {
            var own = new DryRunGroup(
                    Admin.create(properties),
                    group + "-dry-run-" + UUID.randomUUID().toString().substring(0, 8));
            own.standWhere(group, servers);
            return own;
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, servers, "cannot connect");
        }
    }

    /** What the group holds above its offsets stays its own: a dry run shows those records as well. */
    private void standWhere(String group, String servers) {
        try {
            var offsets =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                            .filter(entry -> Objects.nonNull(entry.getValue()))
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    entry -> new OffsetAndMetadata(
                                            entry.getValue().offset())));
            if (!offsets.isEmpty()) {
                admin.alterConsumerGroupOffsets(name, offsets).all().get();
            }
        } catch (ExecutionException e) {
            throw failed(KafkaErrors.explain(e, servers, "a dry run needs the group " + name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private CommandException failed(CommandException problem) {
        close();
        return problem;
    }

    public String name() {
        return name;
    }

    /** Deletes it; where that is not allowed, the brokers forget it by themselves after a time. */
    @Override
    public void close() {
        try {
            admin.deleteConsumerGroups(List.of(name)).all().get();
        } catch (ExecutionException e) {
            // it never had a member or an offset, or may not be deleted: nothing of it is read again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(ofSeconds(1));
        }
    }
}
