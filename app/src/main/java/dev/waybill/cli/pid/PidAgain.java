package dev.waybill.cli.pid;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.FailureStore;
import dev.waybill.pid.PidPipeline;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.settings.HandleBackend;
import dev.waybill.pipeline.Pipeline;

/** The pipeline of the settings, for events that it parked. */
public record PidAgain(PidSink sink, PidPipeline pid) {
    /**
     * Opens it.
     *
     * @param failures where events go that fail again
     * @throws dev.waybill.cli.error.CommandException if the Handle service refuses us
     */
    public static PidAgain open(Session session, PidRun run, FailureStore failures) {
        var settings = run.settings();
        boolean toService = run.backend() == HandleBackend.REST;
        if (toService) {
            new HandleAccess(settings, session.terminal().err()).require();
        }
        var sink = toService ? PidSink.service(settings) : PidSink.journal(settings);
        var planner = PidPlanner.of(settings.mapping(), settings.stac());
        return new PidAgain(sink, new PidPipeline(planner, sink.sink(), failures, run.delivery()));
    }

    /** The pipeline as it is, without a source. */
    public Pipeline pipeline() {
        return pid.to(pid.from(() -> {
            throw new IllegalStateException("only its replay is run");
        }));
    }
}
