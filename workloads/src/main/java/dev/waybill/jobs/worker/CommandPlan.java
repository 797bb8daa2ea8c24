package dev.waybill.jobs.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a job is done.
 *
 * @param dst where the output is to be, with places as the command has them; absent: where it was before, or the command says
 * @param isPathPrinted whether the last line of standard output is the path of the output
 * @param longest a command that takes longer is ended, and its job has failed; absent: it may take any time
 */
public record CommandPlan(
        CommandTemplate command, Optional<String> dst, boolean isPathPrinted, Optional<Duration> longest) {
    public CommandPlan {
        dst.map(CommandTemplate::places).orElse(List.of()).forEach(CommandPlan::requirePlace);
    }

    /** In a command braces mean something elsewhere too; in a path, all jobs would be given the same one. */
    private static void requirePlace(String place) {
        if (!Assignment.PLACES.contains(place)) {
            throw new IllegalArgumentException(
                    "dst: expected places of " + Assignment.PLACES + ", got {" + place + "}");
        }
    }
}
