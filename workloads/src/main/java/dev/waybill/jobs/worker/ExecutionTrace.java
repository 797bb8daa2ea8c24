package dev.waybill.jobs.worker;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Report;
import dev.waybill.trace.Attempt;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.trace.Ending;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One execution as a trace has it, if anything follows it. Confined to the worker's thread. */
record ExecutionTrace(Optional<Attempt> attempt) {
    static final ExecutionTrace NONE = new ExecutionTrace(Optional.empty());

    static ExecutionTrace begin(DeliveryTracer tracer, Claimed job) {
        return new ExecutionTrace(tracer.begin(
                "execute " + job.action().word(),
                Map.of(
                        "waybill.execution", Long.toString(job.execution()),
                        "waybill.dataset", String.valueOf(job.dataset()),
                        "waybill.attempt", Integer.toString(job.attempt()))));
    }

    /** The environment of a command, with what lets it join the trace: {@code TRACEPARENT}, as other tools have it. */
    Map<String, String> addedTo(Map<String, String> environment) {
        if (attempt.isEmpty()) {
            return environment;
        }
        var all = new HashMap<>(environment);
        attempt.get().handOn((name, value) -> all.put(name.toUpperCase(Locale.ROOT), value));
        return all;
    }

    /** Its report was taken. */
    void ended(Report report) {
        var why = Optional.of(new Failure(FailureClass.TRANSIENT, String.valueOf(report.message()), null, null));
        attempt.ifPresent(open -> {
            switch (report.outcome()) {
                case FINISHED -> open.ended(Ending.DELIVERED, Optional.empty());
                case SKIPPED -> open.ended(Ending.FILTERED, Optional.empty());
                case FAILED -> open.ended(Ending.RETRIED, why);
                case FAILED_FOR_GOOD -> open.ended(Ending.STOPPED, why);
            }
        });
    }

    /** Nothing was reported, or its report was refused: the job is somebody else's. */
    void lost() {
        attempt.ifPresent(open -> open.ended(Ending.UNSETTLED, Optional.empty()));
    }
}
