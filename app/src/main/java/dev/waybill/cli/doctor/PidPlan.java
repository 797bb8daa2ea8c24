package dev.waybill.cli.doctor;

import dev.waybill.cli.config.PidRun;
import dev.waybill.pid.settings.HandleBackend;

/** What {@code pid consume} needs. */
final class PidPlan {
    private PidPlan() {}

    static void addTo(Plan plan, PidRun run) {
        var settings = run.settings();
        plan.writes(settings.outputDir())
                .uses(settings.kafka(), run.delivery().resume().chars())
                .reads(wanted(settings.topic()));
        settings.retryTopic().map(PidPlan::wanted).ifPresent(plan::reads);
        if (run.backend() == HandleBackend.REST) {
            plan.also(new Check("handle service", () -> HandleCheck.of(settings.handle())));
        }
    }

    private static WantedTopic wanted(String topic) {
        return new WantedTopic(topic, "waybill pid init", Verdict.PROBLEM);
    }
}
