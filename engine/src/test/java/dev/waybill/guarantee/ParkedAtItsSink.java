package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import dev.waybill.retry.BreakerPolicy;
import dev.waybill.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * R7, where records go to sinks in parts: a record is parked on a definite answer, or after enough failures at one sink
 * while that very sink took enough other keys; what another took counts for nothing. Nor do failures count in an outage that
 * the process must have noticed by the last of them. Failures before a restart count
 * at the sink where they happened. A record that was not tried may be parked once three processes, or their hold of a
 * partition, have ended.
 */
final class ParkedAtItsSink implements Rule {
    private static final Set<String> BLAMELESS = Set.of("UNAVAILABLE", "THROTTLED", "MISCONFIGURED");

    private final int attempts;
    private final int peers;
    private final BreakerPolicy breaker;
    private final Duration grace;

    /** @param grace how long before a failure something may have been taken, and the process has heard of it only after */
    ParkedAtItsSink(RetryPolicy retry, BreakerPolicy breaker, Duration grace) {
        this.attempts = retry.attempts();
        this.peers = retry.peers();
        this.breaker = breaker;
        this.grace = grace;
    }

    /** What happened at one sink. */
    private record AtSink(List<Event> taken, Map<Position, List<Event>> failures) {}

    @Override
    public List<String> violations(List<Event> history) {
        var keys = new Keys(history);
        var outages = Outage.noticed(history, breaker, grace);
        Map<String, AtSink> sinks = new HashMap<>();
        Set<Position> poison = new HashSet<>();
        var violations = new ArrayList<String>();
        int ends = 0;
        for (Event event : history) {
            ends += event.is(Kind.KILLED) || event.is(Kind.RELEASED) ? 1 : 0;
            if (event.is(Kind.REFUSED) && event.detail().equals("POISON")) {
                poison.add(event.position());
            } else if (event.is(Kind.TAKEN)) {
                at(sinks, event).taken.add(event);
            } else if (event.is(Kind.NOT_TAKEN)) {
                if (failureClass(event).equals("POISON")) {
                    poison.add(event.position());
                } else {
                    at(sinks, event)
                            .failures
                            .computeIfAbsent(event.position(), p -> new ArrayList<>())
                            .add(event);
                }
            } else if (event.is(Kind.PARKED) && !poison.contains(event.position())) {
                boolean isTried = sinks.values().stream()
                        .flatMap(sink -> sink.failures.getOrDefault(event.position(), List.of()).stream())
                        .anyMatch(failure -> failure.owner().equals(event.owner()));
                boolean isProven = sinks.values().stream().anyMatch(sink -> isProof(sink, event, keys, outages));
                if (!isProven && (isTried || ends < 3)) {
                    violations.add("%s was parked though no sink failed it %d times and took %d other keys meanwhile"
                            .formatted(event.position(), attempts, peers));
                }
            }
        }
        return violations;
    }

    private static AtSink at(Map<String, AtSink> sinks, Event event) {
        String sink = event.detail().split(":", -1)[0];
        return sinks.computeIfAbsent(sink, s -> new AtSink(new ArrayList<>(), new HashMap<>()));
    }

    private static String failureClass(Event event) {
        return event.detail().split(":", -1)[1];
    }

    private boolean isProof(AtSink sink, Event parked, Keys keys, List<Outage> outages) {
        long first = sink.failures.getOrDefault(parked.position(), List.of()).stream()
                .filter(failure -> failure.owner().equals(parked.owner()))
                .mapToLong(Event::nanos)
                .min()
                .orElse(Long.MAX_VALUE);
        long others = sink.taken.stream()
                .filter(taken -> taken.process().equals(parked.process()) && taken.nanos() >= first - grace.toNanos())
                .filter(taken -> !taken.position().equals(parked.position()))
                .map(taken -> keys.of(taken.position()))
                .distinct()
                .count();
        long tries = counting(sink, parked, outages)
                .mapToLong(Event::nanos)
                .distinct() // parts of one attempt end together
                .count();
        return tries >= attempts && others >= peers;
    }

    /** Failures of the record at {@code sink} that may be its own, by all that was known at the last. */
    private static Stream<Event> counting(AtSink sink, Event parked, List<Outage> outages) {
        var all = sink.failures.getOrDefault(parked.position(), List.of());
        long last = all.isEmpty() ? 0 : all.get(all.size() - 1).nanos();
        return all.stream()
                .filter(failure -> !BLAMELESS.contains(failureClass(failure)))
                .filter(failure -> outages.stream().noneMatch(o -> o.noticed() <= last && o.covers(failure)));
    }
}
