package dev.waybill.cli.pid;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.failure.Failure;
import dev.waybill.pid.settings.PidSettings;
import java.io.PrintStream;
import java.nio.file.Path;

/** Says how a run ended, and turns that into an exit status. */
record RunEnd(PrintStream err, PidSettings settings) {
    int say(DeliveryReport report, Path failures) {
        var stats = report.stats();
        err.printf(
                "%,d events: %,d delivered, %,d parked, %,d left for the next run%n",
                stats.read(), stats.delivered() + stats.filtered(), stats.parked(), report.unfinished());
        if (stats.parked() > 0) {
            err.println("  next: waybill pid retry " + failures.resolve("r0") + "   once their reasons are mended");
        }
        if (report.stoppedBy().isPresent()) {
            Failure failure = report.stoppedBy().get();
            String at = report.stoppedAt().map(p -> " (at " + p + ")").orElse("");
            err.println("stopped" + at + "; nothing is lost, offsets stand at what has arrived");
            throw HandleAccess.refused(failure);
        }
        return stats.parked() > 0 ? ExitCode.PARTIAL.status() : ExitCode.DONE.status();
    }
}
