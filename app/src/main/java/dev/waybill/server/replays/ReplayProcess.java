package dev.waybill.server.replays;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One replay under way, or what became of it. Thread-safe: its process does the work, the rest never changes. */
final class ReplayProcess {
    private static final Logger log = LoggerFactory.getLogger(ReplayProcess.class);

    private final String id;
    private final ReplayOrder order;
    private final String who;
    private final long expected;
    private final Instant started;
    private final Commands.Running running;
    private final CompletableFuture<Instant> ended;

    ReplayProcess(
            String id, ReplayOrder order, String who, long expected, InstantSource clock, Commands.Running running) {
        this.id = id;
        this.order = order;
        this.who = who;
        this.expected = expected;
        this.started = clock.instant();
        this.running = running;
        this.ended = running.process().onExit().thenApply(process -> clock.instant());
    }

    String id() {
        return id;
    }

    ReplayView view() {
        Optional<Instant> end = Optional.ofNullable(ended.getNow(null));
        int exit = end.isPresent() ? running.process().exitValue() : -1;
        JsonNode report = report(end.isPresent());
        return new ReplayView(
                id,
                "waybill " + String.join(" ", order.arguments()),
                who,
                expected,
                started,
                end,
                exit,
                lastLine(said()),
                report.path("arrived").asLong(0),
                report.path("failed_again").asLong(0),
                end.isEmpty() ? "running" : report.path("outcome").asString("failed"));
    }

    private String said() {
        try {
            return running.said();
        } catch (IOException e) {
            return "";
        }
    }

    /** The row that it prints at its end. */
    private JsonNode report(boolean hasEnded) {
        try {
            String out = hasEnded ? running.out().strip() : "";
            return JsonMapper.shared().readTree(out.isEmpty() ? "{}" : out);
        } catch (IOException | JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static String lastLine(String said) {
        String text = said.strip();
        return text.substring(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
    }

    /** Asks for a clean end: the signal is the one that drains. */
    void cancel() {
        running.process().destroy();
    }

    void await(long time, TimeUnit unit) {
        try {
            ended.get(time, unit);
        } catch (TimeoutException | ExecutionException e) {
            log.atWarn().addKeyValue("replay", id).log("a replay has not ended in time; it goes on by itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void forget() {
        try {
            running.forget();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
