package dev.waybill.jobs.processor;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.Duration;

/**
 * How long a worker may be silent, and how hard a job is tried.
 *
 * @param lease a worker that was not heard of for so long loses its jobs
 * @param attempts after so many a job has failed; a worker's end counts as one
 * @param backoff before the second attempt; doubled before each one more, give or take a quarter
 * @param longestBackoff never longer than this
 */
public record Effort(Duration lease, int attempts, Duration backoff, Duration longestBackoff) {
    /** A lease of five minutes; three attempts, a minute and two apart. */
    public static final Effort DEFAULT = new Effort(ofMinutes(5), 3, ofMinutes(1), ofHours(1));

    public Effort withLease(Duration value) {
        return new Effort(value, attempts, backoff, longestBackoff);
    }

    public Effort withAttempts(int count) {
        return new Effort(lease, count, backoff, longestBackoff);
    }

    public Effort withBackoff(Duration first, Duration longest) {
        return new Effort(lease, attempts, first, longest);
    }
}
