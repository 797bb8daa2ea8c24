package dev.waybill.server.pipelines;

import java.time.Instant;

/**
 * How a pipeline fared at one moment. What is not known is NaN.
 *
 * @param deliveredPerSecond records, since the sample before
 * @param blockedSeconds for which nothing has moved; 0 while something moves
 * @param p50 seconds that a delivery to the sink took, half of them at most this long, over the last minute
 */
public record Sample(
        Instant at,
        double deliveredPerSecond,
        double unfinished,
        double lag,
        double held,
        double blockedSeconds,
        double p50,
        double p95,
        double p99) {}
