package dev.waybill.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.why.Attempts;
import dev.waybill.why.Blocking;
import dev.waybill.why.Load;
import dev.waybill.why.Offsets;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Progress;
import dev.waybill.why.ProgressState;
import dev.waybill.why.Retention;
import dev.waybill.why.SinkBreaker;
import dev.waybill.why.Totals;
import dev.waybill.why.Underway;
import dev.waybill.why.Waiting;
import dev.waybill.why.Whereabouts;
import dev.waybill.why.Why;
import dev.waybill.why.WhyJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a process with a blocked pipeline answers, without the pipeline: its figures move with the time. So only the console is
 * measured. Thread-safe.
 */
final class Answering implements AutoCloseable {
    private static final int PARTITIONS = 16;
    private static final int UNDERWAY = 100;

    private final String name;
    private final Instant start = Instant.now();
    private final HttpServer server;

    Answering(String name) throws IOException {
        this.name = name;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/why", exchange -> send(exchange, WhyJson.write(why(Instant.now()))));
        server.createContext("/metrics", exchange -> send(exchange, "waybill_tick_age_seconds 0.1\n"));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private Why why(Instant now) {
        long done = Duration.between(start, now).toMillis();
        var stuck = new Progress(ProgressState.STUCK, start);
        var partitions = new ArrayList<PartitionWhy>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new PartitionWhy(
                    name,
                    i,
                    stuck,
                    offsets(done),
                    load(1, 10),
                    10 + i,
                    Optional.of(blocking(100, now)),
                    Retention.UNKNOWN));
        }
        var underway = new ArrayList<Underway>();
        for (int i = 0; i < UNDERWAY; i++) {
            underway.add(new Underway(name, i % PARTITIONS, blocking(100 + i, now)));
        }
        var totals = new Totals(done * 100, done * 100, new Totals.Done(done, 0, 0, done / 100));
        return new Why(name, now, stuck, load(PARTITIONS, 160), totals, SinkBreaker.NONE, partitions, underway);
    }

    private static Offsets offsets(long done) {
        return new Offsets(
                OptionalLong.of(100),
                OptionalLong.of(100),
                OptionalLong.of(110 + done),
                OptionalLong.of(10_000 + 2 * done),
                done);
    }

    private static Load load(int retry, int inFlight) {
        return new Load(retry + inFlight, 100L * inFlight, inFlight, 100L * inFlight, new Waiting(0, retry, 0, 0));
    }

    private Blocking blocking(long offset, Instant now) {
        var failure = new Failure(FailureClass.TRANSIENT, "503 from the service, not now", null, null);
        return new Blocking(
                offset,
                Optional.of("key-" + offset),
                Optional.of(start),
                Whereabouts.WAITING_FOR_RETRY,
                Duration.between(start, now),
                Attempts.failed(7, failure, Optional.of(now.plusSeconds(3))));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
