package dev.waybill.why;

import static dev.waybill.why.Amounts.records;
import static dev.waybill.why.Amounts.time;

import java.time.Duration;
import java.time.Instant;

/** What a partition waits for, in one sentence. */
final class Sentence {
    private Sentence() {}

    static String of(PartitionWhy partition, Instant at) {
        var blocking = partition.blocking().orElseThrow();
        var attempts = blocking.attempts();
        var text = new StringBuilder("partition ").append(WhyText.name(partition));
        boolean isStopped = partition.progress().state() == ProgressState.STOPPED;
        text.append(isStopped ? " stopped at offset " : " waits for offset ").append(blocking.offset());
        blocking.key().ifPresent(key -> text.append(" (key '").append(key).append("')"));
        text.append(isStopped ? ", read " : " since ").append(time(blocking.age()));
        text.append(isStopped ? " ago" : "");
        text.append(", ").append(attempts.begun()).append(attempts.begun() == 1 ? " attempt" : " attempts");
        attempts.lastError().ifPresent(error -> {
            text.append(", last: ");
            attempts.lastClassCode().ifPresent(c -> text.append(c).append(": "));
            text.append(Printable.of(error));
        });
        text.append(", ").append(now(blocking, at));
        text.append(held(partition));
        partition.retention().margin(at).ifPresent(margin -> text.append(retention(margin)));
        return text.toString();
    }

    /** The same where only what is committed is known. */
    static String notSeen(PartitionWhy partition, Instant at) {
        var text = new StringBuilder("partition ").append(WhyText.name(partition));
        partition.blocking().ifPresent(first -> {
            text.append(" is committed up to offset ").append(first.offset());
            first.key().ifPresent(key -> text.append(" (key '").append(key).append("')"));
            first.timestamp()
                    .ifPresent(t -> text.append(", written ")
                            .append(time(Duration.between(t, at)))
                            .append(" ago"));
        });
        text.append(held(partition));
        partition.retention().margin(at).ifPresent(margin -> text.append(retention(margin)));
        return text.toString();
    }

    private static String held(PartitionWhy partition) {
        long held = partition.offsets().held();
        return held == 0 ? "" : "; " + records(held) + " behind it " + (held == 1 ? "is" : "are") + " done and held";
    }

    private static String now(Blocking blocking, Instant at) {
        return blocking.attempts()
                .next()
                .map(next -> Duration.between(at, next))
                .map(pause -> pause.isNegative() ? "next attempt now" : "next attempt in " + time(pause))
                .orElse(blocking.where().words());
    }

    private static String retention(Duration margin) {
        return margin.isNegative()
                ? "; retention may delete it any time"
                : "; retention deletes it in " + time(margin) + " at the earliest";
    }
}
