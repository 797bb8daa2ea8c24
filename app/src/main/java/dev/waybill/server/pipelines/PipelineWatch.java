package dev.waybill.server.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.server.presence.PresenceFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Asks every process it knows of how it fares, once a second, and keeps what they said for five minutes.
 *
 * <p>Thread-safe. One thread of its own drives it; questions run beside each other, and none is asked again before it has
 * answered or its time is up.
 */
public final class PipelineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PipelineWatch.class);
    private static final Duration EVERY = ofSeconds(1);
    private static final int SCRAPE_EVERY = 5;
    private static final Duration CONNECT = ofSeconds(1);

    /** A process looks at its brokers for a few seconds at most before it answers. */
    private static final Duration PATIENCE = ofSeconds(8);

    private static final int MOST = 200;
    private static final int LARGEST_ANSWER = 8 << 20;
    private static final int THREADS = 4;

    private final Optional<PresenceFolder> folder;
    private final List<URI> elsewhere;
    private final Optional<String> token;
    private final InstantSource clock;
    private final HttpClient http;
    private final ScheduledExecutorService thread;
    private final Map<String, Station> stations = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Seen>> listeners = new CopyOnWriteArrayList<>();
    private volatile Seen seen = Seen.NOTHING;

    /** Owned by the thread that drives it. */
    private long round;

    private PipelineWatch(
            Optional<PresenceFolder> folder, List<URI> elsewhere, Optional<String> token, InstantSource clock) {
        this.folder = folder;
        this.elsewhere = List.copyOf(elsewhere);
        this.token = token;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newFixedThreadPool(THREADS, task -> daemon(task, "ask-pipelines")))
                .build();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "watch-pipelines"));
    }

    /**
     * Begins to watch.
     *
     * @param folder where processes of this machine say that they run
     * @param elsewhere addresses of others
     * @param token that those want to see
     */
    public static PipelineWatch start(
            Optional<PresenceFolder> folder, List<URI> elsewhere, Optional<String> token, InstantSource clock) {
        var watch = new PipelineWatch(folder, elsewhere, token, clock);
        var unused = watch.thread.scheduleWithFixedDelay(watch::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * All that is known at one moment.
     *
     * @param round grows by one with each look
     */
    public record Seen(long round, List<PipelineView> pipelines) {
        static final Seen NOTHING = new Seen(0, List.of());

        public Seen {
            pipelines = List.copyOf(pipelines);
        }

        /** The process of that id. */
        public Optional<PipelineView> pipeline(String id) {
            return pipelines.stream().filter(p -> p.target().id().equals(id)).findFirst();
        }
    }

    /** What was seen last. */
    public Seen seen() {
        return seen;
    }

    /** Hears of every look from now on, on the thread that takes it, until what is returned is run. */
    public Runnable whenSeen(Consumer<Seen> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tick() {
        try {
            round++;
            var targets = targets();
            stations.keySet().retainAll(targets.keySet());
            var views = new ArrayList<PipelineView>();
            for (var target : targets.values()) {
                var station = stations.computeIfAbsent(target.id(), any -> new Station(target));
                ask(target, station);
                views.add(station.view());
            }
            seen = new Seen(round, views);
            listeners.forEach(listener -> listener.accept(seen));
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("a look at the pipelines failed; the next one is in a second");
        }
    }

    private Map<String, Target> targets() {
        var targets = new ArrayList<Target>();
        folder.ifPresent(f -> f.running().forEach(presence -> targets.add(Target.here(presence))));
        elsewhere.forEach(uri -> targets.add(Target.at(uri)));
        var byId = new LinkedHashMap<String, Target>();
        targets.stream().limit(MOST).forEach(target -> byId.putIfAbsent(target.id(), target));
        return byId;
    }

    private void ask(Target target, Station station) {
        ask(target, "/why", body -> station.answered(AnswerJson.read(body)), station);
        if (round % SCRAPE_EVERY == 1) {
            ask(
                    target,
                    "/metrics",
                    body -> station.scraped(Scrape.parse(new String(body, UTF_8), ProcessFacts::isWanted)),
                    station);
        }
    }

    private void ask(Target target, String path, Consumer<byte[]> take, Station station) {
        String question = target.id() + path;
        if (!asked.add(question)) {
            return;
        }
        var request = HttpRequest.newBuilder(target.uri().resolve(path)).timeout(PATIENCE);
        if (target.presence().isEmpty()) {
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
        var unused = http.sendAsync(request.build(), BodyHandlers.ofByteArray()).whenComplete((answer, thrown) -> {
            asked.remove(question);
            if (thrown != null) {
                station.failed(clock.instant(), reason(thrown));
            } else {
                take(answer, take, station);
            }
        });
    }

    private void take(HttpResponse<byte[]> answer, Consumer<byte[]> take, Station station) {
        if (answer.statusCode() != 200 || answer.body().length > LARGEST_ANSWER) {
            station.failed(clock.instant(), "it answered " + answer.statusCode());
            return;
        }
        try {
            take.accept(answer.body());
        } catch (JacksonException e) {
            station.failed(clock.instant(), "its answer is none of Waybill");
        }
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return cause.getMessage() == null ? "it cannot be reached" : cause.getMessage();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        listeners.clear();
    }
}
