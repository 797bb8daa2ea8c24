package dev.waybill.server.console.inbox;

import dev.waybill.batch.ledger.JobState;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.server.console.Mark;
import dev.waybill.server.console.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One batch.
 *
 * @param done of its blocks, in percent; -1 where nobody knows how many there are
 * @param codes why rows were rejected, the most frequent first
 */
record BatchView(
        String id,
        String model,
        String file,
        String size,
        Mark state,
        boolean isOver,
        int done,
        String blocks,
        String rows,
        String ok,
        String errors,
        String created,
        String waited,
        String worked,
        String detail,
        List<Code> codes) {
    private static final int WIDTH = 200;

    /** How often a reason was given, and its share of the bar. */
    record Code(String name, String count, int width) {}

    /** A part of all of them. */
    record Page(List<BatchView> rows, String state, int number, boolean hasMore) {}

    static BatchView of(JobStatus job, long now) {
        var blocks = job.blocks();
        var all = blocks.all();
        var upload = job.job().upload();
        return new BatchView(
                job.id(),
                job.job().model().name(),
                upload.file(),
                Shown.bytes(OptionalDouble.of((double) upload.bytes())),
                mark(job.state()),
                job.state().isTerminal(),
                all.isEmpty() ? -1 : all.getAsLong() == 0 ? 100 : (int) (100L * blocks.done() / all.getAsLong()),
                Shown.count(blocks.done()) + " of " + Shown.count(all),
                Shown.count(job.totals().rows()),
                Shown.count(job.totals().ok()),
                Shown.count(job.totals().errors()),
                Shown.moment(Instant.ofEpochMilli(job.moments().created())),
                Shown.time(Duration.ofMillis(job.moments().waitingMs(now))),
                Shown.time(Duration.ofMillis(job.moments().processingMs(now))),
                job.detail().orElse(""),
                codes(job.codes()));
    }

    private static List<Code> codes(Map<String, Long> codes) {
        long most = codes.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return codes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(one -> new Code(
                        one.getKey(), Shown.count(one.getValue()), (int) Math.max(1, WIDTH * one.getValue() / most)))
                .toList();
    }

    private static Mark mark(JobState state) {
        String words = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (state) {
            case PENDING -> new Mark("○", words, "quiet");
            case RUNNING -> new Mark("◐", words, "busy");
            case SUCCESS -> new Mark("●", words, "good");
            case PARTIAL_SUCCESS -> new Mark("▲", words, "bad");
            case FAILED -> new Mark("■", words, "bad");
            case CANCELLED -> new Mark("○", words, "quiet");
        };
    }
}
