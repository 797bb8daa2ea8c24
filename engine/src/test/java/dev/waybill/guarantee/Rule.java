package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import java.util.ArrayList;
import java.util.List;

/** One of the rules that never bend, as a judge of histories. Knows what a run did to the world, and nothing of the engine. */
interface Rule {
    /** What broke the rule; empty if nothing did. */
    List<String> violations(List<Event> history);

    /** The name under which violations are reported. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** All of what {@code rules} find, each with its rule's name before it. */
    static List<String> judge(History history, List<Rule> rules) {
        var events = history.events();
        var found = new ArrayList<String>();
        for (Rule rule : rules) {
            for (String violation : rule.violations(events)) {
                found.add(rule.name() + ": " + violation);
            }
        }
        return found;
    }

    /** Whether {@code event} says that a record needs no further delivery. */
    static boolean settles(Event event) {
        return event.is(Kind.ARRIVED) || event.is(Kind.FILTERED) || event.is(Kind.PARKED);
    }
}
