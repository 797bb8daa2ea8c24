package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R7: a record is parked on a definite answer, or after enough failures while the same sink took enough other keys. A
 * failure counts only if the sink took another record since the attempt before it; none counts in an outage that the
 * process must have noticed by the last of them. What counted in processes before counts on, but then the first failure in the next does
 * not: that knows nothing yet of what the sink takes. A record that was not tried at all may be parked if {@link Ends the
 * ends of processes} can be laid to it.
 */
final class ParkedForCause implements Rule {
    private static final Set<String> BLAMELESS = Set.of("UNAVAILABLE", "THROTTLED", "MISCONFIGURED", Event.IN_COMPANY);

    private final int attempts;
    private final int peers;
    private final BreakerPolicy breaker;
    private final Duration grace;

    /** @param grace how long before an attempt another record may have arrived, and the process has heard of it only after */
    ParkedForCause(RetryPolicy retry, BreakerPolicy breaker, Duration grace) {
        this.attempts = retry.attempts();
        this.peers = retry.peers();
        this.breaker = breaker;
        this.grace = grace;
    }

    private record Arrival(long nanos, Position at, String key) {}

    /** What one process did to one record that it read once: when attempts began, and when which of them failed. */
    private record Case(List<Long> begins, List<Refusal> refusals) {}

    /** A failure, and the outages that it fell into. */
    private record Refusal(Event event, List<Outage> outages) {}

    /** What one process knows. */
    private record Knowledge(List<Arrival> arrivals, Map<String, Case> cases) {}

    @Override
    public List<String> violations(List<Event> history) {
        var keys = new Keys(history);
        var outages = Outage.noticed(history, breaker, grace);
        Map<String, Knowledge> processes = new HashMap<>();
        var violations = new ArrayList<String>();
        var ends = new Ends();
        for (Event event : history) {
            ends.follow(event);
            var process =
                    processes.computeIfAbsent(event.process(), o -> new Knowledge(new ArrayList<>(), new HashMap<>()));
            if (event.is(Kind.ARRIVED)) {
                process.arrivals.add(new Arrival(event.nanos(), event.position(), keys.of(event.position())));
            } else if (event.begins()) {
                caseOf(process, event).begins.add(event.nanos());
            } else if (event.is(Kind.REFUSED) && event.at() != null) {
                var of = outages.stream().filter(o -> o.covers(event)).toList();
                caseOf(process, event).refusals.add(new Refusal(event, of));
            } else if (event.is(Kind.PARKED)) {
                Case open = caseOf(process, event);
                if (!open.begins.isEmpty() || !ends.mayBeLaidTo(event)) {
                    judge(event.position(), process, open, counted(processes, event), violations);
                }
            }
        }
        return violations;
    }

    private static Case caseOf(Knowledge process, Event event) {
        return process.cases.computeIfAbsent(caseName(event), p -> new Case(new ArrayList<>(), new ArrayList<>()));
    }

    /** Failures of the record that count, in all processes that had it up to now: one of them needs no other delivery. */
    private int counted(Map<String, Knowledge> processes, Event parked) {
        int proven = 0;
        boolean isAnyUnproven = false;
        for (var process : processes.values()) {
            for (var known : process.cases.entrySet()) {
                if (known.getKey().endsWith(" " + parked.position())) {
                    var others = others(process, parked.position());
                    proven += proven(others, known.getValue());
                    isAnyUnproven |= isFirstUnproven(others, known.getValue());
                }
            }
        }
        return isAnyUnproven ? proven + 1 : proven;
    }

    private static String caseName(Event event) {
        return event.owner() + " " + event.position();
    }

    private static List<Arrival> others(Knowledge process, Position parked) {
        return process.arrivals.stream().filter(a -> !a.at.equals(parked)).toList();
    }

    private int proven(List<Arrival> others, Case of) {
        int proven = 0;
        for (int i = 0; i < of.refusals.size(); i++) {
            proven += isToBlame(of, i) && tookAnother(others, of, i) ? 1 : 0;
        }
        return proven;
    }

    /** Whether the first failure that could count is one after which the sink took nothing. */
    private boolean isFirstUnproven(List<Arrival> others, Case of) {
        for (int i = 0; i < of.refusals.size(); i++) {
            if (isToBlame(of, i)) {
                return !tookAnother(others, of, i);
            }
        }
        return false;
    }

    /** Whether the {@code i}-th failure may be the record's own, by all that was known at the last. */
    private static boolean isToBlame(Case of, int i) {
        var refusal = of.refusals.get(i);
        long last = of.refusals.get(of.refusals.size() - 1).event.nanos();
        return !BLAMELESS.contains(refusal.event.detail())
                && refusal.outages.stream().noneMatch(o -> o.noticed() <= last);
    }

    private void judge(Position parked, Knowledge process, Case open, int counted, List<String> violations) {
        if (open.refusals.stream().anyMatch(r -> r.event.detail().equals("POISON"))) {
            return;
        }
        var others = others(process, parked);
        long first = open.begins.isEmpty() ? Long.MAX_VALUE : open.begins.get(0) - grace.toNanos();
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

    /** Whether the sink took another record between the beginning of the attempt before the {@code i}-th and its failure. */
    private boolean tookAnother(List<Arrival> others, Case open, int i) {
        if (i == 0) {
            return false;
        }
        long since = open.begins.get(i - 1) - grace.toNanos();
        return others.stream()
                .anyMatch(a -> a.nanos >= since
                        && a.nanos <= open.refusals.get(i).event.nanos());
    }
}
