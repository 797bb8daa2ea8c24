package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.retry.BreakerPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An outage of the sink that a process must have noticed before it was over: so many different keys were refused.
 *
 * @param felt from when on whatever the process hears is of the outage
 * @param noticed from when on the process knows
 */
record Outage(String process, long felt, long noticed, long end) {
    /** Whether {@code event} happened to the process in it, when all that the process heard was of it. */
    boolean covers(Event event) {
        return event.process().equals(process) && event.nanos() >= felt && event.nanos() <= end;
    }

    /** All of a history; what a process is told it knows {@code grace} later. */
    static List<Outage> noticed(List<Event> history, BreakerPolicy breaker, Duration grace) {
        int enough = Math.max(breaker.fewest(), (int) Math.ceil(breaker.ratio() * breaker.keys()));
        var keys = new Keys(history);
        var outages = new ArrayList<Outage>();
        Map<String, Set<String>> refused = new HashMap<>();
        Map<String, Long> noticed = new HashMap<>();
        boolean isOut = false;
        long felt = Long.MAX_VALUE;
        for (Event event : history) {
            if (event.is(Kind.OUTAGE_BEGAN)) {
                isOut = true;
                felt = event.nanos() + grace.toNanos();
            } else if (event.is(Kind.OUTAGE_ENDED)) {
                for (var entry : noticed.entrySet()) {
                    if (entry.getValue() <= event.nanos()) {
                        outages.add(new Outage(entry.getKey(), felt, entry.getValue(), event.nanos()));
                    }
                }
                isOut = false;
                refused.clear();
                noticed.clear();
            } else if (event.is(Kind.REFUSED) && isOut && !event.detail().equals("POISON")) {
                var ofProcess = refused.computeIfAbsent(event.process(), p -> new HashSet<>());
                ofProcess.add(keys.of(event.position()));
                if (ofProcess.size() == enough) {
                    noticed.putIfAbsent(event.process(), event.nanos() + grace.toNanos());
                }
            }
        }
        return outages;
    }
}
