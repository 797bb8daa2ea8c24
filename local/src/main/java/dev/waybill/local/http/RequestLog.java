package dev.waybill.local.http;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service was asked, for tests and demos to judge by.
 *
 * <p>Thread-safe: guarded by {@code this}. Requests are kept up to a bound, as the service words them: without secrets.
 */
public final class RequestLog {
    private static final int MOST_REQUESTS = 100_000;

    private final List<String> requests = new ArrayList<>();
    private int underWay;
    private int mostUnderWay;

    /** The requests in the order in which they came, as far as they were kept. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
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

    /** Notes what a request that is under way asks for. */
    public synchronized void note(String request) {
        if (requests.size() < MOST_REQUESTS) {
            requests.add(request);
        }
    }

    synchronized void began() {
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    synchronized void ended() {
        underWay--;
    }
}
