package dev.waybill.server.pipelines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long deliveries took over the last minute, from the buckets in which a process counts them. Confined to its owner's
 * lock.
 *
 * <p>Exact to the width of a bucket; within one, deliveries are taken to be spread evenly.
 */
final class Latency {
    private static final String BUCKET = "waybill_sink_request_seconds_bucket";

    /** As many scrapes as lie in a minute. */
    private static final int MOST = 13;

    private final Deque<TreeMap<Double, Double>> counts = new ArrayDeque<>();

    void add(Scrape scrape) {
        var now = new TreeMap<Double, Double>();
        for (var line : scrape.all(BUCKET)) {
            double upTo = line.label("le").equals("+Inf") ? Double.POSITIVE_INFINITY : bound(line.label("le"));
            now.merge(upTo, line.value(), Double::sum);
        }
        if (counts.size() == MOST) {
            counts.removeFirst();
        }
        counts.addLast(now);
    }

    private static double bound(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Seconds within which this share of the deliveries ended; NaN where there was none. */
    double quantile(double share) {
        if (counts.isEmpty()) {
            return Double.NaN;
        }
        var first = counts.getFirst();
        var last = counts.getLast();
        double all = since(first, last.isEmpty() ? null : last.lastEntry());
        if (all <= 0) {
            return Double.NaN;
        }
        double wanted = share * all;
        double below = 0;
        double lower = 0;
        for (var bucket : last.entrySet()) {
            double upTo = since(first, bucket);
            if (upTo >= wanted) {
                double part = upTo == below ? 1 : (wanted - below) / (upTo - below);
                return Double.isInfinite(bucket.getKey()) ? lower : lower + part * (bucket.getKey() - lower);
            }
            below = upTo;
            lower = bucket.getKey();
        }
        return lower;
    }

    private double since(Map<Double, Double> first, Map.@Nullable Entry<Double, Double> bucket) {
        if (bucket == null) {
            return 0;
        }
        double before = counts.size() == 1 ? 0 : first.getOrDefault(bucket.getKey(), 0.0);
        return bucket.getValue() < before ? bucket.getValue() : bucket.getValue() - before; // it was started anew
    }
}
