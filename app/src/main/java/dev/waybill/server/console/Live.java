package dev.waybill.server.console;

import dev.waybill.server.http.Refusal;
import dev.waybill.server.pipelines.PipelineWatch;
import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The open streams. With each look at the pipelines, once a second, a stream is told which parts of its page have changed; a
 * part is rendered once for all who look at the same page. Who reads too slowly misses what is in between, and gets the
 * newest as soon as it can, and who comes back gets the whole page as it is then: it is the present state that is told, so there is nothing
 * to make up for, and {@code Last-Event-ID} is not looked at. A stream ends with the next look after its token or its session has ended.
 *
 * <p>Thread-safe. Each stream is written to by one thread at a time.
 */
@SuppressWarnings("try") // what it closes may be interrupted, and that is passed on
final class Live implements AutoCloseable {
    /** A browser keeps one for each of its tabs. */
    private static final int MOST_STREAMS = 200;

    private final PipelineWatch watch;
    private final Runnable stopListening;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, Rendered> rendered = new ConcurrentHashMap<>();
    private final ExecutorService senders = new ThreadPoolExecutor(
            0, MOST_STREAMS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Live::thread, (task, pool) -> {});

    Live(PipelineWatch watch) {
        this.watch = watch;
        this.stopListening = watch.whenSeen(this::send);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "console-live");
        thread.setDaemon(true);
        return thread;
    }

    /** The parts of a page as of one look. */
    private record Rendered(long round, Map<String, String> panels) {}

    /** Keeps {@code client} up to date until it goes away; {@code name} is the same for who sees the same. */
    void open(SseClient client, String name, LivePage page) {
        if (streams.size() >= MOST_STREAMS) {
            throw Refusal.of(
                    503, MOST_STREAMS + " pages are open already; this one shows what was true when it was loaded");
        }
        var stream = new LiveStream(client, seen -> panels(name, page, seen));
        client.keepAlive();
        client.onClose(() -> streams.remove(stream));
        streams.add(stream);
        send(stream, watch.seen());
    }

    /** What a page shows as of {@code seen}. */
    Map<String, String> panels(String name, LivePage page, PipelineWatch.Seen seen) {
        return rendered.compute(
                        name,
                        (any, before) -> before != null && before.round() == seen.round()
                                ? before
                                : new Rendered(seen.round(), page.panels(seen)))
                .panels();
    }

    private void send(PipelineWatch.Seen seen) {
        streams.forEach(stream -> send(stream, seen));
        rendered.values().removeIf(page -> page.round() + 1 < seen.round());
    }

    private void send(LiveStream stream, PipelineWatch.Seen seen) {
        if (stream.begin()) {
            senders.execute(() -> {
                if (!stream.send(seen)) {
                    streams.remove(stream);
                }
            });
        }
    }

    int streams() {
        return streams.size();
    }

    /** Says no more. The streams end with the door: ended by hand after it, each would be answered for ever. */
    @Override
    public void close() {
        stopListening.run();
        senders.shutdownNow();
        streams.clear();
    }
}
