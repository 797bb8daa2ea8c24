package dev.waybill.delivery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.offset.ResumeFormat;
import java.time.Duration;

/**
 * The bounds of one consumer. Reaching one pauses reading; nothing is ever forgotten.
 *
 * @param inFlight deliveries under way at once
 * @param buffered records read and not settled, those in flight included; passed by at most one poll
 * @param bufferedBytes their keys and values; passed by at most one poll
 * @param span delivered offsets of one partition from its head on
 * @param commitInterval between two commits
 * @param drain how long a shutdown or a rebalance waits for what is in flight
 * @param resume how, and in how many characters, a commit tells what is settled above it; a partition whose held offsets
 *     might not fit is not read
 */
public record Limits(
        int inFlight,
        int buffered,
        long bufferedBytes,
        int span,
        Duration commitInterval,
        Duration drain,
        ResumeFormat resume) {
    public static final Limits DEFAULT = new Limits(2_000, 50_000, 128L << 20, 100_000, ofMillis(250), ofSeconds(30));

    /** With resume data as every broker takes it. */
    public Limits(int inFlight, int buffered, long bufferedBytes, int span, Duration commitInterval, Duration drain) {
        this(inFlight, buffered, bufferedBytes, span, commitInterval, drain, ResumeFormat.DEFAULT);
    }

    public Limits {
        atLeastOne("in flight", inFlight);
        atLeastOne("buffered", buffered);
        atLeastOne("buffered bytes", bufferedBytes);
        atLeastOne("span", span);
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, got " + value);
        }
    }

    public Limits withInFlight(int n) {
        return new Limits(n, Math.max(buffered, n), bufferedBytes, span, commitInterval, drain, resume);
    }

    public Limits withBuffered(int n) {
        return new Limits(Math.min(inFlight, n), n, bufferedBytes, span, commitInterval, drain, resume);
    }

    public Limits withSpan(int n) {
        return new Limits(inFlight, buffered, bufferedBytes, n, commitInterval, drain, resume);
    }

    public Limits withDrain(Duration longest) {
        return new Limits(inFlight, buffered, bufferedBytes, span, commitInterval, longest, resume);
    }

    /** Sets how many characters of metadata a commit may take; 0 for none. */
    public Limits withResumeChars(int longest) {
        return withResume(resume.withChars(longest));
    }

    public Limits withResume(ResumeFormat format) {
        return new Limits(inFlight, buffered, bufferedBytes, span, commitInterval, drain, format);
    }
}
