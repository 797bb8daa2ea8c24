package dev.waybill.server.replays;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A replay that somebody wants.
 *
 * @param store the arguments that name the failure store
 * @param filter the arguments that choose records
 * @param canary records that go first; 0 for none
 * @param perSecond records that are started in a second; absent for as many as the pipeline takes
 */
public record ReplayOrder(List<String> store, List<String> filter, int canary, OptionalInt perSecond) {
    public ReplayOrder {
        store = List.copyOf(store);
        filter = List.copyOf(filter);
    }

    /** What the command is told. */
    public List<String> arguments() {
        var arguments = new ArrayList<String>();
        arguments.add("replay");
        arguments.addAll(store);
        arguments.addAll(filter);
        if (canary > 0) {
            arguments.addAll(List.of("--canary", Integer.toString(canary)));
        }
        perSecond.ifPresent(rate -> arguments.addAll(List.of("--rate", Integer.toString(rate))));
        return arguments;
    }
}
