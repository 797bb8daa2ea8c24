package dev.waybill.guarantee;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.guarantee.FewRepeats.Resume;
import dev.waybill.record.Position;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each judge, on the shortest history that breaks its rule, and on one that does not. */
final class RulesTest {
    private static final String A = "a.value.";
    private static final String B = "b.value.";
    private static final BreakerPolicy BREAKER = new BreakerPolicy(2, 1, 0.5, ofNanos(4), ofNanos(8));

    /** A rule, a history, and how many times that breaks it. Each event: kind, owner, offset, detail. */
    static Stream<Arguments> histories() {
        return Stream.of(
                of("a record is missing", new NoLoss(), 1, "PRODUCED  0 " + A),
                of("a record arrived", new NoLoss(), 0, "PRODUCED  0 " + A, "ARRIVED m#1 0"),
                of("a record comes from nowhere", new NoLoss(), 1, "ARRIVED m#1 0"),
                of("a commit passes it", new CommitStaysBehind(), 1, "PRODUCED  0 " + A, "COMMIT_ASKED m#1 1"),
                of("a commit stops at it", new CommitStaysBehind(), 0, "PRODUCED  0 " + A, "COMMIT_ASKED m#1 0"),
                of(
                        "parked too late",
                        new CommitStaysBehind(),
                        1,
                        "PRODUCED  0 " + A,
                        "COMMIT_ASKED m#1 1",
                        "PARKED m#1 0 " + A),
                of("the end is not committed", new CommitsCatchUp(), 1, "COMMIT_KEPT m#1 1", "LOG_ENDS  2"),
                of("the end is committed", new CommitsCatchUp(), 0, "COMMIT_KEPT m#1 2", "LOG_ENDS  2"),
                of(
                        "repeated below the commit",
                        new FewRepeats(Resume.OFFSET, 0),
                        1,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 0",
                        "COMMIT_KEPT m#1 1",
                        "KILLED m",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 0 " + A),
                of(
                        "repeated above the commit",
                        new FewRepeats(Resume.OFFSET, 0),
                        0,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "COMMIT_ASKED m#1 0",
                        "COMMIT_KEPT m#1 0",
                        "KILLED m",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "repeated though the commit knew",
                        new FewRepeats(Resume.EXACT, 0),
                        1,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "COMMIT_ASKED m#1 0",
                        "COMMIT_KEPT m#1 0",
                        "KILLED m",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "repeated twice for want of the same commit",
                        new FewRepeats(Resume.EXACT, 0),
                        1,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "COMMIT_ASKED m#1 0 1",
                        "COMMIT_KEPT m#1 0 1",
                        "RELEASED m#1 0",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A,
                        "KILLED n",
                        "ASSIGNED o#1 0",
                        "BEGAN o#1 1 " + A),
                of(
                        "no more repeats than allowed",
                        new FewRepeats(Resume.EXACT, 1),
                        0,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "COMMIT_ASKED m#1 0",
                        "COMMIT_KEPT m#1 0",
                        "KILLED m",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "settled after the last commit",
                        new FewRepeats(Resume.EXACT, 0),
                        0,
                        "ASSIGNED m#1 0",
                        "COMMIT_ASKED m#1 0",
                        "COMMIT_KEPT m#1 0",
                        "ARRIVED m#1 1",
                        "KILLED m",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "repeated after a partition was given back",
                        new FewRepeats(Resume.EXACT, 0),
                        1,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "COMMIT_ASKED m#1 0",
                        "COMMIT_KEPT m#1 0",
                        "RELEASED m#1 0",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "what had arrived goes again",
                        new NothingAgain(),
                        1,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "RELEASED m#1 0",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "what had not come back goes again",
                        new NothingAgain(),
                        0,
                        "ASSIGNED m#1 0",
                        "BEGAN m#1 1 " + A,
                        "RELEASED m#1 0",
                        "ARRIVED m#1 1",
                        "ASSIGNED n#1 0",
                        "BEGAN n#1 1 " + A),
                of(
                        "what was refused goes again",
                        new NothingAgain(),
                        0,
                        "ASSIGNED m#1 0",
                        "ARRIVED m#1 1",
                        "REFUSED m#1 1 TRANSIENT",
                        "BEGAN m#1 1 " + A),
                of(
                        "a key overtakes itself",
                        KeyOrder.byKey(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + A,
                        "BEGAN m#1 1 " + A),
                of(
                        "keys overtake each other",
                        KeyOrder.byKey(),
                        0,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 1 " + B),
                of(
                        "a partition overtakes itself",
                        KeyOrder.byPartition(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 1 " + B),
                of(
                        "one key twice at once",
                        KeyOrder.byKey(),
                        1,
                        "PRODUCED  0 " + A,
                        "BEGAN m#1 0 " + A,
                        "BEGAN m#1 0 " + A),
                of(
                        "a retry",
                        KeyOrder.byKey(),
                        0,
                        "PRODUCED  0 " + A,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 BUG",
                        "BEGAN m#1 0 " + A),
                of(
                        "a repetition out of order",
                        KeyOrder.byKey(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + A,
                        "ARRIVED l#1 0",
                        "BEGAN m#1 1 " + A,
                        "ARRIVED m#1 1",
                        "BEGAN m#1 0 " + A),
                of(
                        "a commit goes back",
                        new CommitsRise(),
                        1,
                        "ASSIGNED m#1 0",
                        "COMMIT_KEPT m#1 5",
                        "COMMIT_KEPT m#1 4"),
                of(
                        "a commit is wanted after the end",
                        new CommitsRise(),
                        1,
                        "ASSIGNED m#1 0",
                        "RELEASED m#1 0",
                        "COMMIT_ASKED m#1 5"),
                of("a stranger commits", new CommitsRise(), 1, "ASSIGNED m#1 0", "ASSIGNED n#1 0", "COMMIT_KEPT m#1 5"),
                of(
                        "a commit comes through before another reads",
                        new CommitsRise(),
                        0,
                        "ASSIGNED m#1 0",
                        "COMMIT_ASKED m#1 5",
                        "RELEASED m#1 0",
                        "COMMIT_KEPT m#1 5",
                        "ASSIGNED n#1 0"),
                of(
                        "the reader commits",
                        new CommitsRise(),
                        0,
                        "ASSIGNED m#1 0",
                        "COMMIT_KEPT m#1 5",
                        "COMMIT_KEPT m#1 5"),
                of("other bytes are parked", new ParkedIntact(), 1, "PRODUCED  0 " + A, "PARKED m#1 0 " + B),
                of("the same bytes are parked", new ParkedIntact(), 0, "PRODUCED  0 " + A, "PARKED m#1 0 " + A),
                of(
                        "parked before an outage was noticed",
                        cause(),
                        0,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "ARRIVED m#1 1",
                        "OUTAGE_BEGAN  -",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A,
                        "REFUSED m#1 1 TRANSIENT",
                        "OUTAGE_ENDED  -"),
                of(
                        "parked after an outage was noticed",
                        cause(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "ARRIVED m#1 1",
                        "OUTAGE_BEGAN  -",
                        "REFUSED m#1 1 TRANSIENT",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A,
                        "OUTAGE_ENDED  -"),
                of("poison is parked", cause(), 0, "BEGAN m#1 0 " + A, "REFUSED m#1 0 POISON", "PARKED m#1 0 " + A),
                of("nothing speaks against it", cause(), 1, "PARKED m#1 0 " + A),
                of(
                        "parked in an outage",
                        cause(),
                        1,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "parked while others arrive",
                        cause(),
                        0,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "ARRIVED m#1 1",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "unavailable is nobody's fault",
                        cause(),
                        1,
                        "PRODUCED  1 " + B,
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 UNAVAILABLE",
                        "ARRIVED m#1 1",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 UNAVAILABLE",
                        "PARKED m#1 0 " + A),
                of(
                        "what failed before counts on",
                        cause(),
                        0,
                        "PRODUCED  1 " + B,
                        "BEGAN l#1 0 " + A,
                        "REFUSED l#1 0 TRANSIENT",
                        "KILLED l",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "ARRIVED m#1 1",
                        "BEGAN m#1 0 " + A,
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "the first failure after a crash proves nothing new",
                        cause(),
                        1,
                        "PRODUCED  1 " + B,
                        "BEGAN l#1 0 " + A,
                        "REFUSED l#1 0 TRANSIENT",
                        "KILLED l",
                        "BEGAN m#1 0 " + A,
                        "ARRIVED m#1 1",
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A),
                of("three ended while it was under way", cause(), 0, killed("BEGAN c#1 0 " + A, "KILLED c")),
                of(
                        "another was under way as well",
                        cause(),
                        1,
                        killed("BEGAN c#1 0 " + A, "BEGAN c#1 1 " + B, "KILLED c")),
                of("it was another that was under way", cause(), 1, killed("BEGAN c#1 1 " + B, "KILLED c")),
                of("the third gave its partition back", cause(), 1, killed("BEGAN c#1 0 " + A, "RELEASED c#1 0")),
                of(
                        "the broker did not hear the third give its partition back",
                        cause(),
                        0,
                        killed("COMMIT_ASKED c#1 0 1", "BEGAN c#1 0 " + A, "RELEASED c#1 0")),
                of("the third lost its partition", cause(), 0, killed("BEGAN c#1 0 " + A, "RELEASED c#1 0 LOST")),
                of("asked again and again in an outage", quiet(), 1, inOutage(4)),
                of("asked now and then in an outage", quiet(), 0, inOutage(1)),
                of(
                        "work begins after the end",
                        StandsStill.onceReleased(ZERO),
                        1,
                        "ASSIGNED m#1 0",
                        "RELEASED m#1 0",
                        "BEGAN m#1 0 " + A),
                of(
                        "work begins elsewhere after the end",
                        StandsStill.onceReleased(ZERO),
                        0,
                        "ASSIGNED m#1 0",
                        "RELEASED m#1 0",
                        "BEGAN n#1 0 " + A),
                of("too many under way", new BoundsHeld(1, 9, 9, 9), 1, "BEGAN m#1 0 " + A, "BEGAN m#1 1 " + B),
                of(
                        "parked for what another sink took",
                        causeAt(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "TAKEN m#1 1 often",
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "parked for what its sink took",
                        causeAt(),
                        0,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "TAKEN m#1 1 rare",
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "parked after too few failures at one sink",
                        causeAt(),
                        1,
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "NOT_TAKEN m#1 0 often:TRANSIENT",
                        "TAKEN m#1 1 rare",
                        "TAKEN m#1 1 often",
                        "PARKED m#1 0 " + A),
                of(
                        "its failures before a restart were at another sink",
                        causeAt(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN l#1 0 rare:TRANSIENT",
                        "KILLED l",
                        "NOT_TAKEN m#1 0 often:THROTTLED",
                        "TAKEN m#1 1 often",
                        "NOT_TAKEN m#1 0 often:TRANSIENT",
                        "PARKED m#1 0 " + A),
                of(
                        "parked before an outage of its sink was noticed",
                        causeAt(),
                        0,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "TAKEN m#1 1 rare",
                        "OUTAGE_BEGAN  -",
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "REFUSED m#1 0 TRANSIENT",
                        "PARKED m#1 0 " + A,
                        "REFUSED m#1 1 TRANSIENT",
                        "OUTAGE_ENDED  -"),
                of(
                        "parked after an outage of its sink was noticed",
                        causeAt(),
                        1,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "TAKEN m#1 1 rare",
                        "OUTAGE_BEGAN  -",
                        "REFUSED m#1 1 TRANSIENT",
                        "REFUSED m#1 0 TRANSIENT",
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "PARKED m#1 0 " + A,
                        "OUTAGE_ENDED  -"),
                of(
                        "its sink took others since a failure that does not count",
                        causeAt(),
                        0,
                        "PRODUCED  0 " + A,
                        "PRODUCED  1 " + B,
                        "NOT_TAKEN l#1 0 rare:TRANSIENT",
                        "KILLED l",
                        "NOT_TAKEN m#1 0 rare:THROTTLED",
                        "TAKEN m#1 1 rare",
                        "NOT_TAKEN m#1 0 rare:TRANSIENT",
                        "PARKED m#1 0 " + A),
                of("parked as poison", causeAt(), 0, "NOT_TAKEN m#1 0 rare:POISON", "PARKED m#1 0 " + A),
                of("too many held", new BoundsHeld(9, 1, 9, 9), 1, "SAMPLED m - 2/9"),
                of("too many bytes held", new BoundsHeld(9, 9, 8, 9), 1, "SAMPLED m - 2/9"),
                of("too far from the head", new BoundsHeld(9, 9, 9, 1), 1, "PRODUCED  0 " + A, "BEGAN m#1 2 " + B),
                of(
                        "within bounds",
                        new BoundsHeld(2, 2, 9, 2),
                        0,
                        "PRODUCED  0 " + A,
                        "BEGAN m#1 0 " + A,
                        "BEGAN m#1 2 " + B,
                        "SAMPLED m - 2/9"),
                of("another value", new NoVisibleDuplicate(), 1, "PRODUCED  0 " + A, "BEGAN m#1 0 " + B),
                of("the same value", new NoVisibleDuplicate(), 0, "PRODUCED  0 " + A, "BEGAN m#1 0 " + A));
    }

    private static ParkedAtItsSink causeAt() {
        return new ParkedAtItsSink(new RetryPolicy(2, 1, ofMillis(1), ofMillis(1)), BREAKER, ZERO);
    }

    /** Two readers that end while the first record is under way, a third as told, and a fourth that parks that record. */
    private static String[] killed(String... third) {
        return Stream.of(
                        Stream.of("ASSIGNED a#1 0", "BEGAN a#1 0 " + A, "KILLED a"),
                        Stream.of("ASSIGNED b#1 0", "BEGAN b#1 0 " + A, "KILLED b", "ASSIGNED c#1 0"),
                        Stream.of(third),
                        Stream.of("ASSIGNED d#1 0", "PARKED d#1 0 " + A))
                .flatMap(events -> events)
                .toArray(String[]::new);
    }

    private static QuietInOutage quiet() {
        return new QuietInOutage(BREAKER, ZERO, 1);
    }

    /** An outage that is noticed at once, and how many deliveries begin then. */
    private static String[] inOutage(int begun) {
        return Stream.of(
                        Stream.of("PRODUCED  0 " + A, "PRODUCED  1 " + B, "OUTAGE_BEGAN  -"),
                        Stream.of("REFUSED m#1 0 TRANSIENT", "REFUSED m#1 1 TRANSIENT"),
                        Stream.generate(() -> "BEGAN m#1 0 " + A).limit(begun),
                        Stream.of("OUTAGE_ENDED  -"))
                .flatMap(events -> events)
                .toArray(String[]::new);
    }

    private static ParkedForCause cause() {
        return new ParkedForCause(new RetryPolicy(2, 1, ofMillis(1), ofMillis(1)), BREAKER, ZERO);
    }

    private static Arguments of(String name, Rule rule, int violations, String... events) {
        return Arguments.of(name, rule, violations, List.of(events));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void judges(String name, Rule rule, int violations, List<String> events) {
        var history = new ArrayList<Event>();
        for (String event : events) {
            String[] words = event.split(" ", -1);
            boolean isPlaced = words.length > 2 && !words[2].equals("-");
            var at = isPlaced ? new Position("t", 0, Long.parseLong(words[2])) : null;
            history.add(new Event(
                    history.size(),
                    Kind.valueOf(words[0]),
                    words.length > 1 ? words[1] : "",
                    at,
                    words.length > 3 ? words[3] : ""));
        }

        assertThat(rule.violations(history)).hasSize(violations);
    }

    @Test
    void anEventIsTheSameOnceItWasWrittenAndRead() {
        var event = new Event(7, Kind.BEGAN, "m#1", new Position("t", 2, 3), "a.\tb.");

        assertThat(EventLine.parse(EventLine.of(event))).isEqualTo(event);
    }
}
