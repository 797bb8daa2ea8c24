package dev.waybill.cli.failures;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.PositionRange;
import dev.waybill.failure.Standing;
import dev.waybill.failure.TimeRange;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which parked records are meant; each option narrows. Filled by the parser, once. */
final class FilterOptions {
    private static final Pattern OFFSETS =
            Pattern.compile("(?<one>[0-9]{1,18})|(?<first>[0-9]{0,18})-(?<last>[0-9]{0,18})");

    @Option(names = "--id", paramLabel = "ID", description = "With this id, or one that begins so.")
    private String id = "";

    @Option(
            names = {"--fingerprint", "--group"},
            paramLabel = "PRINT",
            description = "Of this cause, or of those whose fingerprint begins so.")
    private String fingerprint = "";

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Of this class: transient, throttled, unavailable, poison, misconfigured or bug.")
    private @Nullable FailureClass failureClass;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Read from this topic.")
    private String topic = "";

    @Option(names = "--partition", paramLabel = "N", description = "Read from this partition.")
    private @Nullable Integer partition;

    @Option(
            names = "--offsets",
            paramLabel = "FROM-TO",
            description = "Read from these offsets: 17, 17-42, 17- or -42; both ends belong to it.")
    private @Nullable String offsets;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Parked then or later: 2h ago, on 2026-01-31 (UTC), at 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Parked before then.")
    private @Nullable String until;

    @Option(names = "--key", paramLabel = "KEY", description = "With this key.")
    private @Nullable String key;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "What became of it since: waiting, edited, kept (from being replayed) or any, the default. A "
                    + "replay takes what is kept only if asked for.")
    private Standing standing = Standing.ANY;

    FailureFilter filter() {
        var filter = FailureFilter.ALL
                .withId(id)
                .withFingerprint(fingerprint)
                .withPositions(positions())
                .withTimes(times())
                .withStanding(standing);
        if (failureClass != null) {
            filter = filter.withClass(failureClass);
        }
        return key == null ? filter : filter.withKey(key);
    }

    private PositionRange positions() {
        var range = PositionRange.ANYWHERE.ofTopic(topic);
        if (partition != null) {
            range = range.ofPartition(partition);
        }
        if (offsets == null) {
            return range;
        }
        var match = OFFSETS.matcher(offsets);
        if (!match.matches() || offsets.equals("-")) {
            throw wrongOffsets(offsets);
        }
        String one = match.group("one");
        long first = one != null ? Long.parseLong(one) : number(match.group("first"), 0);
        long last = one != null ? first : number(match.group("last"), Long.MAX_VALUE);
        if (first > last) {
            throw wrongOffsets(offsets);
        }
        return range.ofOffsets(first, last);
    }

    private static long number(String digits, long otherwise) {
        return digits.isEmpty() ? otherwise : Long.parseLong(digits);
    }

    private static CommandException wrongOffsets(String offsets) {
        return CommandException.at(ExitCode.USAGE, "--offsets", "got \"" + offsets + '"')
                .expected("17, 17-42, 17- or -42, the first not above the last");
    }

    private TimeRange times() {
        var moment = new Moment(InstantSource.system());
        var from = since == null ? TimeRange.ALWAYS.from() : moment.parse(since, "--since");
        var to = until == null ? TimeRange.ALWAYS.until() : moment.parse(until, "--until");
        if (from.isAfter(to)) {
            throw CommandException.at(ExitCode.USAGE, "--until", "got " + to)
                    .expected("a moment after --since, which is " + from);
        }
        return new TimeRange(from, to);
    }
}
