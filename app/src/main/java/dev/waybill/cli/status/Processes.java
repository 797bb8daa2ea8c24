package dev.waybill.cli.status;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.waybill.cli.access.CallOptions.Shown;
import dev.waybill.cli.access.NoAnswer;
import dev.waybill.server.presence.Presence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks running processes how they fare, all at once. Remembers what they said, for their rates. Used by one thread. */
final class Processes {
    private static final Duration CONNECT = ofSeconds(1);
    private static final Duration PATIENCE = ofSeconds(4);
    private static final Duration BETWEEN = ofMillis(400);

    private final HttpClient http;
    private final Shown shown;
    private final Map<URI, Said> before = new HashMap<>();

    /** @param shown to those that are named by their address */
    Processes(HttpClient.Builder client, Shown shown) {
        this.http = client.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        this.shown = shown;
    }

    /**
     * How they fare now. The first time they are asked twice, a moment apart, so that there is a rate.
     *
     * @param running by what they say of themselves
     * @param elsewhere by their addresses
     */
    List<Standing> look(List<Presence> running, List<URI> elsewhere) throws InterruptedException {
        if (before.isEmpty() && !(running.isEmpty() && elsewhere.isEmpty())) {
            ask(running, elsewhere);
            NANOSECONDS.sleep(BETWEEN.toNanos());
        }
        return ask(running, elsewhere);
    }

    private List<Standing> ask(List<Presence> running, List<URI> elsewhere) throws InterruptedException {
        Map<URI, String> names = new LinkedHashMap<>();
        running.forEach(one -> names.put(one.url(), one.pipeline()));
        elsewhere.forEach(uri -> names.putIfAbsent(uri, ""));
        Map<URI, CompletableFuture<Said>> answers = new LinkedHashMap<>();
        names.keySet().forEach(uri -> answers.put(uri, why(uri, elsewhere.contains(uri))));
        var standings = new ArrayList<Standing>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var one : answers.entrySet()) {
            standings.add(standing(one.getKey(), names.getOrDefault(one.getKey(), ""), one.getValue(), deadline));
        }
        return standings;
    }

    private CompletableFuture<Said> why(URI uri, boolean isElsewhere) {
        var request = HttpRequest.newBuilder(uri.resolve("/why")).timeout(PATIENCE);
        var asked = isElsewhere ? shown.on(request) : request;
        return http.sendAsync(asked.build(), BodyHandlers.ofString()).thenApply(answer -> {
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("it answered " + answer.statusCode());
            }
            return new Said(JsonMapper.shared().readTree(answer.body()));
        });
    }

    private Standing standing(URI uri, String name, CompletableFuture<Said> answer, long deadline)
            throws InterruptedException {
        try {
            Said now = answer.get(Math.max(1, deadline - System.nanoTime()), NANOSECONDS);
            Said earlier = before.put(uri, now);
            return now.standing("pipeline", earlier == null ? null : now.perSecond(earlier), uri.toString());
        } catch (TimeoutException e) {
            return Standing.silent("pipeline", name, "no answer", uri.toString());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason =
                    cause instanceof JacksonException ? "its answer is none of Waybill" : NoAnswer.reason(cause);
            return Standing.silent("pipeline", name, reason, uri.toString());
        }
    }
}
