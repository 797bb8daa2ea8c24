package dev.waybill.cli.doctor;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.settings.HandleSettings;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Whether the Handle service answers, and would let us in. */
final class HandleCheck {
    private static final String NAME = "handle service";

    private HandleCheck() {}

    static List<Finding> of(HandleSettings settings) throws InterruptedException {
        try {
            new HandleClient(settings).checkAccess().toCompletableFuture().get();
            return List.of(Finding.ok(NAME, settings.server() + " takes " + settings.username()));
        } catch (ExecutionException e) {
            Failure failure = Failure.of(Objects.requireNonNullElse(e.getCause(), e));
            String next = failure.failureClass() == FailureClass.MISCONFIGURED
                    ? "waybill pid config show --section handle --origin"
                    : "start it; a pipeline waits until it answers";
            return List.of(Finding.problem(NAME, failure.reason(), next));
        }
    }
}
