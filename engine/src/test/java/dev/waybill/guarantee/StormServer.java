package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The system of record of a storm, which all workers deliver to, and the only one who knows what has arrived: an HTTP
 * server that takes its time, fails, asks for a slower pace, hangs, loses answers and goes away. What it takes, it writes
 * down before it answers. Thread-safe.
 */
final class StormServer implements AutoCloseable {
    /** A record with such a value it never takes, and says so. */
    static final String POISON = "poison";

    /** With such a one it fails, without saying why, until it is calm. */
    static final String BROKEN = "broken";

    private static final int LONGEST_MICROS = 8_000;
    private static final int HANGS_SECONDS = 5;
    private static final int LOST = 0;
    private static final int HANGS = -1;

    private final History outside;
    private final Random random;
    private final InetSocketAddress address;
    private final Map<Position, Set<String>> parts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
    private volatile HttpServer server;
    private volatile boolean isDown;
    private volatile boolean isCalm;

    StormServer(History outside, long seed) throws IOException {
        this.outside = outside;
        this.random = new Random(seed);
        this.server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = server.getAddress();
    }

    private HttpServer listen(InetSocketAddress where) throws IOException {
        var listening = HttpServer.create(where, 64);
        listening.createContext("/", this::receive);
        listening.setExecutor(timer);
        listening.start();
        return listening;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + address.getPort() + "/");
    }

    /** From now on it refuses everybody, or nobody can even reach it. */
    void goAway() {
        isDown = true;
        if (random.nextBoolean()) {
            server.stop(0);
        }
        outside.add(Kind.OUTAGE_BEGAN, "", null, "");
    }

    void comeBack() throws IOException {
        outside.add(Kind.OUTAGE_ENDED, "", null, "");
        isDown = false;
        server.stop(0);
        server = listen(address);
    }

    /** From now on it takes whatever is not poison, at once. */
    void calmDown() {
        isCalm = true;
    }

    private void receive(HttpExchange exchange) throws IOException {
        var lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                .lines()
                .map(StormLine::parse)
                .toList();
        var unused = timer.schedule(() -> answer(exchange, lines), random.nextInt(LONGEST_MICROS), MICROSECONDS);
    }

    private void answer(HttpExchange exchange, List<StormLine> lines) {
        try {
            int status = status(lines);
            if (status == HANGS) {
                var unused = timer.schedule(exchange::close, HANGS_SECONDS, SECONDS);
                return;
            }
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            if (status != LOST) {
                exchange.sendResponseHeaders(status, -1);
            }
            exchange.close();
        } catch (IOException e) {
            exchange.close(); // whoever asked is gone
        }
    }

    /** Takes all of {@code lines} up to the first that it does not take, as databases without transactions do. */
    private int status(List<StormLine> lines) {
        if (isDown) {
            return random.nextBoolean() ? 503 : LOST;
        }
        int dice = isCalm ? Integer.MAX_VALUE : random.nextInt(2_000);
        if (dice < 2) {
            return 429;
        }
        if (dice < 20) {
            return 500;
        }
        for (StormLine line : lines) {
            String value = line.value();
            if (value.startsWith(POISON)) {
                return 422;
            }
            if (value.startsWith(BROKEN) && !isCalm) {
                return 500;
            }
            take(line);
        }
        return dice < 30 ? LOST : dice < 35 ? HANGS : 200;
    }

    /** How many records it has taken, or a part of. */
    int taken() {
        return parts.size();
    }

    private void take(StormLine line) {
        var taken = parts.computeIfAbsent(line.at(), p -> ConcurrentHashMap.newKeySet());
        taken.add(line.part());
        if (taken.containsAll(all(line.part()))) {
            outside.add(Kind.ARRIVED, line.owner(), line.at(), "");
        }
    }

    private static Set<String> all(String part) {
        String of = part.substring(part.indexOf('/'));
        var all = new HashSet<String>();
        for (int i = 1; i <= Integer.parseInt(of.substring(1)); i++) {
            all.add(i + of);
        }
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
        timer.shutdownNow();
    }
}
