package dev.waybill.server.console;

import dev.waybill.server.pipelines.Answer;
import dev.waybill.server.pipelines.Answer.Blocking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The watermark strip of one partition: what is settled, held, in flight, waiting and not read, from the committed offset to
 * the end of the log, as amounts. Widths grow with the logarithm of what they stand for: one record is seen beside a
 * million.
 *
 * @param headX where the head is
 */
record Strip(
        String name,
        Mark state,
        List<Segment> segments,
        double headX,
        List<Fact> facts,
        List<String> blocking,
        boolean isBlocked,
        String summary) {
    static final int WIDTH = 1000;
    private static final double LEAST = 12;

    Strip {
        segments = List.copyOf(segments);
        facts = List.copyOf(facts);
        blocking = List.copyOf(blocking);
    }

    /** A part of it. */
    record Segment(String kind, String title, double x, double width) {
        String from() {
            return number(x);
        }

        String wide() {
            return number(width);
        }
    }

    /** A number beside it; those with a kind say what a colour means. */
    record Fact(String kind, String name, String value) {}

    private record Amount(String kind, String name, long records) {}

    String head() {
        return number(headX);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    static Strip of(Answer.Partition partition, Instant now) {
        var amounts = amounts(partition);
        var segments = segments(amounts);
        var facts = facts(partition, amounts);
        return new Strip(
                partition.name(),
                Mark.ofState(partition.state()),
                segments,
                segments.isEmpty() ? 0 : segments.get(0).width(),
                facts,
                partition.blocking().map(b -> blocking(partition, b, now)).orElse(List.of()),
                partition.isBlocked(),
                summary(partition.name(), facts));
    }

    private static List<Amount> amounts(Answer.Partition partition) {
        var waiting = partition.waiting();
        long waits = waiting.turn() + waiting.retry() + waiting.parking() + waiting.gather();
        return List.of(
                new Amount("settled", "settled, being committed", between(partition.committed(), partition.head())),
                new Amount("flight", "in flight", partition.inFlight()),
                new Amount("waiting", "waiting", waits),
                new Amount("held", "done and held", partition.held()),
                new Amount("unread", "not read yet", between(partition.next(), partition.logEnd())));
    }

    private static long between(OptionalLong from, OptionalLong to) {
        return from.isPresent() && to.isPresent() ? Math.max(0, to.getAsLong() - from.getAsLong()) : 0;
    }

    /** All that is before the committed offset stands as one piece at the left. */
    private static List<Segment> segments(List<Amount> amounts) {
        double committed = WIDTH * 0.12;
        double weight = amounts.stream().mapToDouble(a -> weight(a.records())).sum();
        long shown = amounts.stream().filter(a -> a.records() > 0).count();
        double room = WIDTH - committed - shown * LEAST;
        var segments = new ArrayList<Segment>();
        double settled = wide(amounts.get(0), weight, room);
        segments.add(new Segment("committed", "committed", 0, (weight == 0 ? WIDTH : committed) + settled));
        double x = segments.get(0).width();
        for (var amount : amounts.subList(1, amounts.size())) {
            double width = wide(amount, weight, room);
            if (width > 0) {
                segments.add(new Segment(amount.kind(), Shown.count(amount.records()) + " " + amount.name(), x, width));
                x += width;
            }
        }
        return segments;
    }

    private static double wide(Amount amount, double all, double room) {
        return amount.records() == 0 ? 0 : LEAST + room * weight(amount.records()) / all;
    }

    private static double weight(long records) {
        return Math.log1p((double) records);
    }

    private static List<Fact> facts(Answer.Partition partition, List<Amount> amounts) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("committed", "committed", Shown.count(partition.committed())));
        facts.add(new Fact("", "head", Shown.count(partition.head())));
        for (var amount : amounts) {
            facts.add(new Fact(amount.kind(), amount.name(), Shown.count(amount.records())));
        }
        facts.add(new Fact("", "log end", Shown.count(partition.logEnd())));
        facts.add(new Fact("", "lag", Shown.count(partition.lag())));
        facts.add(new Fact("", "a kill would repeat", Shown.count(partition.repeatsIfKilled())));
        return facts;
    }

    private static String summary(String name, List<Fact> facts) {
        var text = new StringBuilder(name);
        facts.forEach(fact -> text.append(", ").append(fact.name()).append(' ').append(fact.value()));
        return text.toString();
    }

    /** What is known of the record at the head, a line each. */
    private static List<String> blocking(Answer.Partition partition, Blocking record, Instant now) {
        var lines = new ArrayList<String>();
        var first = new StringBuilder(partition.isBlocked() ? "Blocked by offset " : "At the head: offset ")
                .append(record.offset());
        record.key().ifPresent(key -> first.append(", key ").append(key));
        record.ageSeconds()
                .ifPresent(age ->
                        first.append(", read ").append(Shown.seconds(age)).append(" ago"));
        lines.add(first.toString());
        var second =
                new StringBuilder().append(record.attempts()).append(record.attempts() == 1 ? " attempt" : " attempts");
        record.failureClass().ifPresent(c -> second.append(", last ").append(c));
        record.error().ifPresent(error -> second.append(": ").append(error));
        lines.add(second.toString());
        record.nextAttempt()
                .ifPresentOrElse(
                        next -> lines.add("Next attempt "
                                + (next.isAfter(now) ? "in " + Shown.time(Duration.between(now, next)) : "now")),
                        () -> lines.add("It is " + record.where().replace('_', ' ')));
        partition
                .retention()
                .marginSeconds()
                .ifPresent(margin -> lines.add(
                        margin < 0
                                ? "Retention may delete it any time"
                                : "Retention deletes it in " + Shown.seconds(margin) + " at the earliest"));
        if (partition.retention().lostRecords() > 0) {
            lines.add(Shown.count(partition.retention().lostRecords())
                    + " records were deleted by retention before they arrived");
        }
        return lines;
    }
}
