package dev.waybill.replay;

import dev.waybill.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What a replay did. What is not counted as arrived or as failed again is parked as before.
 *
 * @param started records handed to the pipeline
 * @param arrived of those, records whose sink succeeded, or that a step ended on purpose
 * @param failedAgain of those, records that were parked again, with a retry count one higher
 * @param stoppedBy the failure that needs an operator, where it was one of a step or of the sink
 * @param problems a message for each thing that went wrong beside deliveries, such as a damaged entry
 */
public record ReplayReport(
        String job,
        ReplayOutcome outcome,
        long started,
        long arrived,
        long failedAgain,
        Optional<Failure> stoppedBy,
        List<String> problems) {
    public ReplayReport {
        problems = List.copyOf(problems);
    }

    /** Records that were handed to the pipeline, and stay parked as they were. */
    public long unfinished() {
        return started - arrived - failedAgain;
    }
}
