package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.config.ConfigSources;
import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleDifference;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleVerifier;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.record.KafkaRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the service should have, by the plan of each event and without any pipeline; and what it has instead. */
final class Expectation {
    private final PidPlanner planner;
    private final HandleClient client;

    Expectation(Path config) {
        PidSettings settings = PidConfiguration.read(new ConfigSources(Map.of(), Map.of(), Optional.of(config)))
                .run()
                .settings();
        this.planner = PidPlanner.of(settings.mapping(), settings.stac());
        this.client = new HandleClient(settings.handle());
    }

    PidPlan.Register plan(ObjectNode event) {
        var record = KafkaRecord.of("any", 0, 0, null, event.toString().getBytes(UTF_8));
        return (PidPlan.Register) planner.plan(record).toCompletableFuture().join();
    }

    String datasetHandle(ObjectNode event) {
        return plan(event).dataset().handle();
    }

    /** Where the service has something else than these events ask for; empty if all is right. */
    List<HandleDifference> differences(List<ObjectNode> events) {
        var records = new ArrayList<HandleRecord>();
        for (ObjectNode event : events) {
            PidPlan.Register plan = plan(event);
            records.addAll(plan.files());
            records.add(plan.dataset());
        }
        return new HandleVerifier(client).verify(records).toCompletableFuture().join();
    }

    /** The record of a handle as the service has it. */
    Optional<HandleRecord> read(String handle) {
        return client.get(handle).toCompletableFuture().join();
    }
}
