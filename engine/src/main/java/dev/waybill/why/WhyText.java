package dev.waybill.why;

import static dev.waybill.why.Amounts.count;
import static dev.waybill.why.Amounts.records;
import static dev.waybill.why.Amounts.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A {@link Why} for a person: one sentence that answers, then a table of the partitions. */
public final class WhyText {
    private static final List<String> COLUMNS = List.of(
            "PARTITION",
            "STATE",
            "COMMITTED",
            "HEAD",
            "READ TO",
            "LOG END",
            "HELD",
            "IN FLIGHT",
            "WAITING",
            "DELETED IN");

    private WhyText() {}

    /** The sentence and the table, each line ended. */
    public static String write(Why why) {
        var text = new StringBuilder();
        text.append(why.pipeline()).append(": ").append(answer(why)).append('\n');
        if (why.partitions().isEmpty()) {
            return text.toString();
        }
        text.append('\n');
        var table = new Columns(COLUMNS);
        why.partitions().forEach(p -> table.row(row(p, why.at())));
        text.append(table.text()).append('\n');
        if (why.progress().state() == ProgressState.NOT_SEEN) {
            return text.append("Seen from the brokers only; with --url the process itself says what holds it.\n")
                    .toString();
        }
        long repeats = why.repeatsIfKilled();
        text.append("A kill now would repeat ")
                .append(repeats == 0 ? "nothing" : records(repeats))
                .append(" and lose none.\n");
        return text.toString();
    }

    /** One sentence, without an end. */
    public static String answer(Why why) {
        var lost = why.partitions().stream()
                .filter(p -> p.retention().lost(p.offsets().head()) > 0)
                .findFirst();
        if (lost.isPresent()) {
            return lost(lost.get());
        }
        var outage = why.breaker().outage();
        if (outage.isPresent() && why.progress().state().isBlocked()) {
            return OutageSentence.of(outage.get(), why);
        }
        var worst = why.worst();
        if (worst.isPresent() && why.progress().state().isBlocked()) {
            return Sentence.of(worst.get(), why.at()) + others(why);
        }
        return unblocked(why);
    }

    private static String lost(PartitionWhy partition) {
        return "partition " + name(partition) + " lost "
                + records(partition.retention().lost(partition.offsets().head()))
                + ": retention deleted them up to offset "
                + count(partition.retention().logStart())
                + ", they had not arrived";
    }

    private static String others(Why why) {
        long more = why.partitions().stream()
                        .filter(p -> p.progress().state().isBlocked())
                        .count()
                - 1;
        return more <= 0 ? "" : "; " + more + (more == 1 ? " more partition waits" : " more partitions wait");
    }

    private static String unblocked(Why why) {
        String unfinished = records(why.load().unfinished());
        return switch (why.progress().state()) {
            case IDLE -> "idle: all that was read has arrived";
            case MOVING -> "moving: nothing is stuck, " + unfinished + " under way";
            case FULL -> "moving, and full: reading pauses until some of " + unfinished + " have arrived";
            case CAREFUL ->
                "delivering with care: the run before this one did not end cleanly, " + unfinished + " under way";
            case STARTING -> "starting: no partition has been handed to this process yet";
            case STANDBY -> "standing by: the group has fewer partitions than processes";
            case NOT_SEEN -> notSeen(why);
            case STOPPING -> "stopping: " + unfinished + " not yet arrived";
            case MISCONFIGURED -> "stopped by a failure that needs an operator; nothing is lost";
            case ENDED -> "the run has ended";
            case WAITING_FOR_SINK, STUCK, STOPPED -> why.progress().state().words();
        };
    }

    private static String notSeen(Why why) {
        long lag = 0;
        for (var partition : why.partitions()) {
            lag += partition.offsets().lag().orElse(0);
        }
        if (lag == 0) {
            return "all is committed up to the end of the log";
        }
        var furthest = why.partitions().stream()
                .max(Comparator.comparingLong(p -> p.offsets().lag().orElse(0)))
                .orElseThrow();
        return Sentence.notSeen(furthest, why.at()) + "; " + records(lag) + " in all are not committed";
    }

    private static List<String> row(PartitionWhy partition, Instant at) {
        var offsets = partition.offsets();
        var row = new ArrayList<String>();
        row.add(name(partition));
        row.add(partition.progress().state().words() + since(partition.progress(), at));
        row.add(count(offsets.committed()));
        row.add(count(offsets.head()));
        row.add(count(offsets.next()));
        row.add(count(offsets.end()));
        row.add(Long.toString(offsets.held()));
        row.add(Integer.toString(partition.load().inFlight()));
        row.add(Integer.toString(partition.load().waiting().all()));
        row.add(deletion(partition, at));
        return row;
    }

    private static String since(Progress progress, Instant at) {
        return progress.state().isBlocked() ? " " + time(Duration.between(progress.since(), at)) : "";
    }

    private static String deletion(PartitionWhy partition, Instant at) {
        return partition
                .retention()
                .margin(at)
                .map(m -> m.isNegative() ? "any time" : time(m))
                .orElse(partition.blocking().isPresent() ? "?" : "-");
    }

    static String name(PartitionWhy partition) {
        return partition.topic() + "-" + partition.partition();
    }
}
