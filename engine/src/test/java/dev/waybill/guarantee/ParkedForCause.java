package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R7: a record is parked on a definite answer, or after enough failures while the same sink took enough other keys. A
 * failure counts only if the sink took another record since the attempt before it; what counted in processes before
 * this one counts on. A record that was not tried at all may be parked once three processes, or their hold of a
 * partition, have ended: it is taken for what ended them.
 */
final class ParkedForCause implements Rule {
    private static final Set<String> BLAMELESS = Set.of("UNAVAILABLE", "THROTTLED", "MISCONFIGURED");

    private final int attempts;
    private final int peers;
    private final long graceNanos;

    /** @param grace how long before an attempt another record may have arrived, and the process has heard of it only after */
    ParkedForCause(int attempts, int peers, Duration grace) {
        this.attempts = attempts;
        this.peers = peers;
        this.graceNanos = grace.toNanos();
    }

    private record Arrival(long nanos, Position at, String key) {}

    /** What one process did to one record that it read once: when attempts began, and when which of them failed. */
    private record Case(List<Long> begins, List<Event> refusals) {}

    /** What one process knows. */
    private record Knowledge(List<Arrival> arrivals, Map<String, Case> cases) {}

    @Override
    public List<String> violations(List<Event> history) {
        Map<Position, String> keys = new HashMap<>();
        Map<String, Knowledge> processes = new HashMap<>();
        var violations = new ArrayList<String>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                String key = Event.key(event.detail());
                keys.put(event.position(), key == null ? event.position().toString() : key);
            }
        }
        int ends = 0;
        for (Event event : history) {
            ends += event.is(Kind.KILLED) || event.is(Kind.RELEASED) ? 1 : 0;
            var process =
                    processes.computeIfAbsent(event.process(), o -> new Knowledge(new ArrayList<>(), new HashMap<>()));
            if (event.is(Kind.ARRIVED)) {
                String key = keys.getOrDefault(event.position(), "");
                process.arrivals.add(new Arrival(event.nanos(), event.position(), key));
            } else if (event.is(Kind.BEGAN)) {
                caseOf(process, event).begins.add(event.nanos());
            } else if (event.is(Kind.REFUSED)) {
                caseOf(process, event).refusals.add(event);
            } else if (event.is(Kind.PARKED) && !(isUntried(process, event) && ends >= 3)) {
                judge(event.position(), process, caseOf(process, event), earlier(processes, event), violations);
            }
        }
        return violations;
    }

    private static boolean isUntried(Knowledge process, Event parked) {
        var known = process.cases.get(caseName(parked));
        return known == null || known.begins.isEmpty();
    }

    private static Case caseOf(Knowledge process, Event event) {
        return process.cases.computeIfAbsent(caseName(event), p -> new Case(new ArrayList<>(), new ArrayList<>()));
    }

    private static String caseName(Event event) {
        return event.owner() + " " + event.position();
    }

    /** Failures of the record that count, in other processes and other periods of this one. */
    private int earlier(Map<String, Knowledge> processes, Event parked) {
        int counted = 0;
        for (var process : processes.entrySet()) {
            for (var known : process.getValue().cases.entrySet()) {
                boolean isHere = process.getKey().equals(parked.process())
                        && known.getKey().equals(caseName(parked));
                if (!isHere && known.getKey().endsWith(" " + parked.position())) {
                    counted += counted(others(process.getValue(), parked.position()), known.getValue(), 0);
                }
            }
        }
        return counted;
    }

    private void judge(Position parked, Knowledge process, Case open, int earlier, List<String> violations) {
        if (open.refusals.stream().anyMatch(r -> r.detail().equals("POISON"))) {
            return;
        }
        var others = others(process, parked);
        int counted = earlier + counted(others, open, earlier);
        long first = open.begins.isEmpty() ? Long.MAX_VALUE : open.begins.get(0) - graceNanos;
        long keys = others.stream()
                .filter(a -> a.nanos >= first)
                .map(Arrival::key)
                .distinct()
                .count();
        if (counted < attempts || keys < peers) {
            violations.add(
                    "%s was parked after %d failures, of which %d count, and %d other keys taken; needed are %d and %d"
                            .formatted(parked, open.refusals.size(), counted, keys, attempts, peers));
        }
    }

    private static List<Arrival> others(Knowledge process, Position than) {
        return process.arrivals.stream().filter(a -> !a.at.equals(than)).toList();
    }

    private int counted(List<Arrival> others, Case open, int earlier) {
        int counted = 0;
        for (int i = 0; i < open.refusals.size(); i++) {
            Event refusal = open.refusals.get(i);
            boolean isFirst = earlier + counted == 0;
            if (!BLAMELESS.contains(refusal.detail()) && (isFirst || (i > 0 && tookAnother(others, open, i)))) {
                counted++;
            }
        }
        return counted;
    }

    /** Whether the sink took another record between the beginning of the attempt before the {@code i}-th and its failure. */
    private boolean tookAnother(List<Arrival> others, Case open, int i) {
        long since = open.begins.get(i - 1) - graceNanos;
        return others.stream()
                .anyMatch(
                        a -> a.nanos >= since && a.nanos <= open.refusals.get(i).nanos());
    }
}
