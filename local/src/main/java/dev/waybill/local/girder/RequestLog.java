package dev.waybill.local.girder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the service was asked, for tests and demos to judge by.
 *
 * <p>Thread-safe: guarded by {@code this}. Requests are kept up to a bound, and without keys and tokens.
 */
public final class RequestLog {
    private static final int MOST_REQUESTS = 100_000;

    private final List<Seen> requests = new ArrayList<>();
    private int underWay;
    private int mostUnderWay;

    RequestLog() {}

    /**
     * One request that came, whatever was answered.
     *
     * @param path below the root of the interface, for example {@code file/chunk}
     * @param query the parameters, secrets as stars
     */
    public record Seen(String method, String path, Map<String, String> query) {
        public Seen {
            query = Map.copyOf(query);
        }

        /** Method and path, every identifier in it as {@code :id}. */
        public String route() {
            return method + " " + path.replaceAll("[0-9a-f]{24}", ":id");
        }
    }

    /** The requests in the order in which they came, as far as they were kept. */
    public synchronized List<Seen> requests() {
        return List.copyOf(requests);
    }

    /** How many requests went to a route, for example {@code POST file/chunk}. */
    public synchronized long count(String route) {
        return requests.stream().filter(seen -> seen.route().equals(route)).count();
    }

    /** The most requests that were under way at one time. */
    public synchronized int mostUnderWay() {
        return mostUnderWay;
    }

    /** Forgets what came so far. */
    public synchronized void clear() {
        requests.clear();
        mostUnderWay = underWay;
    }

    synchronized void began(String method, String path, Map<String, String> query) {
        if (requests.size() < MOST_REQUESTS) {
            var shown = new TreeMap<>(query);
            for (String secret : List.of("key", "token")) {
                shown.computeIfPresent(secret, (name, value) -> "******");
            }
            requests.add(new Seen(method, path, shown));
        }
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    synchronized void ended() {
        underWay--;
    }
}
