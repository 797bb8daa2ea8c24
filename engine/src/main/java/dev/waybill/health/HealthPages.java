package dev.waybill.health;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.why.Why;
import dev.waybill.why.WhyJson;
import dev.waybill.why.WhyText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is answered under which path. Thread-safe.
 *
 * <p>Liveness is our own progress only: a sink or a broker that is away must not restart a process, because each restart
 * delivers again what was in flight.
 */
final class HealthPages {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A rebalance may hold the loop for as long as it drains, and a broker that is away for a few timeouts more. */
    private static final Duration LIFELESS = Duration.ofMinutes(2);

    private final UnaryOperator<Why> complete;
    private final Supplier<String> metrics;
    private volatile @Nullable Pipeline pipeline;

    HealthPages(UnaryOperator<Why> complete, Supplier<String> metrics) {
        this.complete = complete;
        this.metrics = metrics;
    }

    void show(Pipeline running) {
        pipeline = running;
    }

    Page at(String path, @Nullable String query) {
        return switch (path) {
            case "/livez" -> live();
            case "/readyz" -> ready();
            case "/metrics" -> Page.metrics(metrics.get());
            case "/why" -> why("as=text".equals(query));
            case "/" -> Page.plain(200, "/livez\n/readyz\n/metrics\n/why\n/why?as=text\n");
            default -> Page.plain(404, "there is no " + path + "; expected /livez, /readyz, /metrics or /why\n");
        };
    }

    private Page live() {
        var running = pipeline;
        if (running == null) {
            return Page.plain(200, "starting\n");
        }
        if (running.hasEnded()) {
            return Page.plain(503, "ended\n");
        }
        var silent = running.sinceSignOfLife().orElse(Duration.ZERO);
        return silent.compareTo(LIFELESS) < 0
                ? Page.plain(200, "live\n")
                : Page.plain(503, "the loop has not ticked for " + silent.toSeconds() + " s\n");
    }

    private Page ready() {
        var why = ask();
        if (why.isEmpty()) {
            return Page.plain(503, "no answer from the loop\n");
        }
        var state = why.get().progress().state();
        return Page.plain(state.isReady() ? 200 : 503, state.code() + "\n");
    }

    private Page why(boolean asText) {
        var asked = ask();
        if (asked.isEmpty()) {
            return Page.plain(
                    503, "the loop did not answer within " + PATIENCE.toSeconds() + " s; /livez says how long\n");
        }
        var why = complete.apply(asked.get());
        return asText ? Page.plain(200, WhyText.write(why)) : Page.json(200, WhyJson.write(why));
    }

    private Optional<Why> ask() {
        var running = pipeline;
        if (running == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(running.why().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
