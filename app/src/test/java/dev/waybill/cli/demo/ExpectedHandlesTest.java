package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.Withdrawal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

final class ExpectedHandlesTest {
    private final ExpectedHandles handles = new ExpectedHandles();

    @Test
    void aLaterRegistrationReplacesAllValues() {
        handles.apply(registration("one"));

        handles.apply(registration("two"));

        assertThat(handles.records())
                .containsExactlyInAnyOrder(
                        record("p/file", value(1, "URL", "two")), record("p/dataset", value(1, "URL", "two")));
    }

    @Test
    void retractionAndDeletionMarkTheDatasetAndItsFiles() {
        handles.apply(registration("one"));

        handles.apply(withdrawal("p/DATASET", Withdrawal.RETRACT, "monday"));
        handles.apply(withdrawal("p/dataset", Withdrawal.TOMBSTONE, "tuesday"));
        handles.apply(withdrawal("p/dataset", Withdrawal.TOMBSTONE, "friday"));

        assertThat(handles.records())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.values())
                        .containsExactly(
                                value(1, "URL", "one"),
                                value(12, "RETRACTED_ON", "monday"),
                                value(13, "DELETED_ON", "friday")));
    }

    @Test
    void removalLeavesNothing() {
        handles.apply(registration("one"));

        handles.apply(withdrawal("p/dataset", Withdrawal.REMOVE, "monday"));

        assertThat(handles.records()).isEmpty();
    }

    @Test
    void withdrawingWhatIsNotThereIsRefused() {
        var refusal = handles.apply(withdrawal("p/dataset", Withdrawal.RETRACT, "monday"));

        assertThat(refusal).isPresent();
        assertThat(refusal.get().allows("there is no handle p/dataset of dataset d"))
                .isTrue();
        assertThat(refusal.get().allows("there is no handle p/another of dataset d"))
                .isFalse();
    }

    private static PidPlan registration(String url) {
        return new PidPlan.Register(
                "d",
                List.of(record("p/file", value(1, "URL", url))),
                record("p/dataset", value(1, "URL", url)),
                List.of());
    }

    private static PidPlan withdrawal(String handle, Withdrawal withdrawal, String at) {
        return new PidPlan.Withdraw("d", handle, withdrawal, at);
    }

    private static HandleRecord record(String handle, HandleValue... values) {
        return new HandleRecord(handle, List.of(values));
    }

    private static HandleValue value(int index, String type, String text) {
        return new HandleValue(index, type, StringNode.valueOf(text));
    }
}
