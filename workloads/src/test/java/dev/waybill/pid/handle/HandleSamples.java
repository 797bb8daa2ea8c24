package dev.waybill.pid.handle;

import static java.time.Duration.ofSeconds;

import dev.waybill.failure.Failure;
import dev.waybill.local.handle.HandleService;
import dev.waybill.pid.settings.HandleSettings;
import dev.waybill.pid.settings.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.JsonNodeFactory;

/** Settings, records and failures that several tests of this workload need. */
public final class HandleSamples {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HandleSamples() {}

    /** What fits a service started with its defaults. */
    public static HandleSettings settings(HandleService service) {
        return settings(service.uri(), "21.TEST", "300:21.TEST/testuser", "testpass");
    }

    public static HandleSettings settings(URI server, String prefix, String username, String password) {
        return new HandleSettings(server, prefix, username, new Secret(password), true, ofSeconds(20), 64, 262_144);
    }

    public static HandleRecord record(String handle, String... texts) {
        var values = new ArrayList<HandleValue>();
        values.add(text(1, "URL", "http://example.org/" + handle));
        for (int i = 0; i < texts.length; i++) {
            values.add(text(2 + i, "TEXT", texts[i]));
        }
        return new HandleRecord(handle, values);
    }

    public static HandleValue text(int index, String type, String text) {
        return new HandleValue(index, type, JSON.stringNode(text));
    }

    public static HandleValue number(int index, String type, long number) {
        return new HandleValue(index, type, JSON.numberNode(number));
    }

    public static HandleRecord with(HandleRecord record, HandleValue value) {
        var values = new ArrayList<>(record.values());
        values.add(value);
        return new HandleRecord(record.handle(), List.copyOf(values));
    }

    /** The failure a stage ends with; an error where it does not fail. */
    public static Failure failure(CompletionStage<?> stage) {
        Throwable thrown = stage.toCompletableFuture()
                .<Throwable>handle(
                        (answer, t) -> t == null ? new AssertionError("expected a failure, got " + answer) : t)
                .join();
        if (thrown instanceof AssertionError error) {
            throw error;
        }
        return Failure.of(thrown);
    }

    public static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
