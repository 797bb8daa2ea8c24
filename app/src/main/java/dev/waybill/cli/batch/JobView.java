package dev.waybill.cli.batch;

import dev.waybill.cli.error.ExitCode;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What the API says of a job, as far as it is shown. */
record JobView(
        String id,
        String model,
        String state,
        long rows,
        long ok,
        long errors,
        long waitingMs,
        long processingMs,
        OptionalLong allRows) {
    static JobView of(JsonNode job) {
        var totals = job.path("totals");
        var timings = job.path("timings");
        var all = job.path("blocks").path("rows");
        return new JobView(
                job.path("id").asString(""),
                job.path("model_name").asString(job.path("model_id").asString("")),
                job.path("state").asString(""),
                totals.path("rows").asLong(0),
                totals.path("ok").asLong(0),
                totals.path("errors").asLong(0),
                timings.path("waiting_ms").asLong(0),
                timings.path("processing_ms").asLong(0),
                all.isNumber() ? OptionalLong.of(all.asLong(0)) : OptionalLong.empty());
    }

    boolean isOver() {
        return !state.equals("PENDING") && !state.equals("RUNNING");
    }

    /** How a command that waits for the job ends. */
    ExitCode exitCode() {
        return switch (state) {
            case "SUCCESS" -> ExitCode.DONE;
            case "PARTIAL_SUCCESS" -> ExitCode.PARTIAL;
            default -> ExitCode.FAILED;
        };
    }
}
