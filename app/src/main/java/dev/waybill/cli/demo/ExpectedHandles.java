package dev.waybill.cli.demo;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.Withdrawal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * The handles that should exist once plans were carried out one after the other: a model that has never heard of a
 * Handle service.
 *
 * <p>Not thread-safe.
 */
final class ExpectedHandles {
    private final Map<String, HandleRecord> records = new LinkedHashMap<>();
    private final Map<String, List<String>> parts = new LinkedHashMap<>();

    /** Carries out a plan; where it cannot be carried out, says why its event should be parked. */
    Optional<Refusal> apply(PidPlan plan) {
        if (plan instanceof PidPlan.Register register) {
            register(register);
        } else if (plan instanceof PidPlan.Withdraw withdraw) {
            return withdraw(withdraw);
        }
        return Optional.empty();
    }

    List<HandleRecord> records() {
        return List.copyOf(records.values());
    }

    boolean contains(String handle) {
        return records.containsKey(name(handle));
    }

    private void register(PidPlan.Register plan) {
        plan.files().forEach(file -> records.put(name(file.handle()), file));
        records.put(name(plan.dataset().handle()), plan.dataset());
        parts.put(
                name(plan.dataset().handle()),
                plan.files().stream().map(HandleRecord::handle).toList());
    }

    private Optional<Refusal> withdraw(PidPlan.Withdraw plan) {
        String dataset = name(plan.datasetHandle());
        if (!records.containsKey(dataset)) {
            return Optional.of(Refusal.beginning("there is no handle " + plan.datasetHandle()));
        }
        var all = new ArrayList<>(parts.getOrDefault(dataset, List.of()));
        all.add(dataset);
        for (String handle : all) {
            records.computeIfPresent(name(handle), (name, record) -> withdrawn(record, plan));
        }
        return Optional.empty();
    }

    /** Null where nothing is left of it, as a map wants to be told. */
    private static @Nullable HandleRecord withdrawn(HandleRecord record, PidPlan.Withdraw plan) {
        if (plan.withdrawal() == Withdrawal.REMOVE) {
            return null;
        }
        boolean isRetracted = plan.withdrawal() == Withdrawal.RETRACT;
        var mark = new HandleValue(
                isRetracted ? 12 : 13, isRetracted ? "RETRACTED_ON" : "DELETED_ON", StringNode.valueOf(plan.at()));
        var values = new ArrayList<>(record.values());
        values.removeIf(value -> value.index() == mark.index());
        values.add(mark);
        return new HandleRecord(record.handle(), values);
    }

    /** Handles are the same whatever the case of their letters. */
    private static String name(String handle) {
        return handle.toUpperCase(Locale.ROOT);
    }
}
