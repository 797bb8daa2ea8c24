package dev.waybill.server.console;

import dev.waybill.server.access.Access;
import dev.waybill.server.pipelines.PipelineWatch;
import io.javalin.http.sse.SseClient;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open page. Whoever {@link #begin}s sends, and nobody else until that is done. */
final class LiveStream {
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);

    /** A word now and then, so that nobody in between takes the stream for dead. */
    private static final long QUIET_ROUNDS = 10;

    private final SseClient client;
    private final BooleanSupplier pass;
    private final Function<PipelineWatch.Seen, Map<String, String>> panels;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<String, String> shown = new HashMap<>();
    private long lastRound;

    LiveStream(SseClient client, Function<PipelineWatch.Seen, Map<String, String>> panels) {
        this.client = client;
        this.pass = Access.pass(client.ctx());
        this.panels = panels;
    }

    /** Whether the caller may send now. */
    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    /** Sends what has changed, to who may still see it. Returns whether there is still somebody to send to. */
    boolean send(PipelineWatch.Seen seen) {
        try {
            if (!pass.getAsBoolean()) {
                client.close();
                return false;
            }
            String id = Long.toString(seen.round());
            panels.apply(seen).forEach((name, html) -> {
                if (!html.equals(shown.put(name, html))) {
                    client.sendEvent(name, html, id);
                    lastRound = seen.round();
                }
            });
            if (seen.round() - lastRound >= QUIET_ROUNDS) {
                client.sendEvent("round", id, id);
                lastRound = seen.round();
            }
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("a page cannot be kept up to date");
            client.close();
        } finally {
            busy.set(false);
        }
        return !client.terminated();
    }
}
