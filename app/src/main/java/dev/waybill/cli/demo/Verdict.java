package dev.waybill.cli.demo;

import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleDifference;
import dev.waybill.pid.handle.HandleVerifier;
import dev.waybill.record.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the end of a story is what it should be: compares what is there with what was expected, and counts both.
 *
 * <p>Not thread-safe.
 */
final class Verdict {
    private final Expectation expectation;
    private final Figures figures = new Figures();
    private final List<String> differences = new ArrayList<>();

    Verdict(Expectation expectation) {
        this.expectation = expectation;
    }

    /** What the pipeline says it has delivered. */
    void delivered(long events) {
        figures.measure("events sent", expectation.events());
        figures.expect("delivered", events, expectation.delivered());
    }

    /** Each event that is to be parked is there once, for its reason, byte for byte; and no other. */
    void parked(List<ParkedLine> lines) {
        var missing = new HashMap<>(expectation.parked());
        var seen = new HashMap<Position, Integer>();
        for (ParkedLine line : lines) {
            var expected = expectation.parked().get(line.position());
            missing.remove(line.position());
            if (seen.merge(line.position(), 1, Integer::sum) > 1) {
                differences.add(line.position() + ": parked more than once");
            } else if (expected == null) {
                differences.add(line.position() + ": parked and should not be: " + line.reason());
            } else if (!expected.refusal().allows(line.reason())) {
                differences.add(line.position() + ": expected to be parked because of \""
                        + expected.refusal().reason() + "\", found \"" + line.reason() + "\"");
            } else if (!Arrays.equals(expected.record().value(), line.value())) {
                differences.add(line.position() + ": the parked bytes are not those that were sent");
            }
        }
        missing.forEach((position, expected) -> differences.add(
                position + ": should be parked: " + expected.refusal().reason()));
        figures.expect("parked", lines.size(), expectation.parked().size());
        figures.expect(
                "parked, though not its own fault",
                lines.stream().filter(ParkedLine::isNotItsOwnFault).count(),
                0);
    }

    void replayed(long arrived, long expected) {
        figures.expect("mended and replayed", arrived, expected);
    }

    /** Every handle that should be there is, with just its values; and no other but those of {@code before}. */
    void handles(HandleClient client, Set<String> before) {
        List<HandleDifference> wrong = new HandleVerifier(client)
                .verify(expectation.handles().records())
                .toCompletableFuture()
                .join();
        wrong.forEach(difference -> differences.add(difference.toString()));
        var listed = new TreeSet<>(HandleList.read(client));
        listed.removeAll(before);
        int found = listed.size();
        expectation.handles().records().forEach(r -> listed.remove(r.handle().toUpperCase(Locale.ROOT)));
        listed.forEach(handle -> differences.add(handle + ": there is such a handle, and nothing asked for it"));

        figures.expect("handles", found, expectation.handles().records().size());
        figures.expect(
                "handles missing or different",
                wrong.stream().map(HandleDifference::handle).distinct().count(),
                0);
        figures.expect("handles nothing asked for", listed.size(), 0);
    }

    /** The group has signed for every record. */
    void offsets(GroupProgress progress) {
        differences.addAll(progress.differences());
        figures.expect("offsets committed", progress.signedFor(), expectation.events());
    }

    Figures figures() {
        return figures;
    }

    /** All that is not as it should be; empty where the story ended well. */
    List<String> differences() {
        var all = new ArrayList<>(differences);
        all.addAll(figures.differences());
        return List.copyOf(all);
    }
}
