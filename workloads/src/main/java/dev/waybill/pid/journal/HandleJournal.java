package dev.waybill.pid.journal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.register.Registration;
import dev.waybill.pipeline.Sink;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what would be registered to {@code handles/handles_<date>.jsonl}: one line per handle with {@code handle},
 * {@code URL}, {@code data} and {@code timestamp}, files before their dataset. A withdrawal is a line with
 * {@code withdrawal} instead of {@code data}. Thread-safe.
 */
public final class HandleJournal implements Sink<Registration> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatedLines lines;
    private final InstantSource clock;
    private final LongAdder handles = new LongAdder();

    public HandleJournal(Path outputDir, InstantSource clock) {
        this.lines = new DatedLines(outputDir.resolve("handles"), "handles", clock);
        this.clock = clock;
    }

    @Override
    public CompletionStage<?> deliver(Registration registration) {
        try {
            lines.append(text(registration.plan()));
            return completedStage(registration);
        } catch (UncheckedIOException e) {
            return failedStage(DeliveryException.unavailable(e.getMessage() + ": " + e.getCause(), e));
        }
    }

    /** How many handles were written. */
    public long handles() {
        return handles.sum();
    }

    private String text(PidPlan plan) {
        var text = new StringBuilder();
        if (plan instanceof PidPlan.Register register) {
            register.files().forEach(file -> add(text, line(file)));
            add(text, line(register.dataset()));
        } else if (plan instanceof PidPlan.Withdraw withdraw) {
            var line = timed(withdraw.datasetHandle());
            add(text, line.put("withdrawal", withdraw.withdrawal().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return text.toString();
    }

    private void add(StringBuilder text, ObjectNode line) {
        text.append(JSON.writeValueAsString(line)).append('\n');
        handles.increment();
    }

    private ObjectNode line(HandleRecord handle) {
        var line = timed(handle.handle());
        handle.value("URL").ifPresent(url -> line.set("URL", url.data()));
        var data = line.putObject("data");
        for (HandleValue value : handle.values()) {
            if (!value.type().equals("URL") && !value.type().equals("HS_ADMIN")) {
                data.set(value.type(), value.data());
            }
        }
        return line;
    }

    private ObjectNode timed(String handle) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return JSON.createObjectNode().put("handle", handle).put("timestamp", now.toString());
    }
}
