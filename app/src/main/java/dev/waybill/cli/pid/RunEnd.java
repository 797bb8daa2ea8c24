package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.failure.Failure;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.source.LostRecords;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;

/** Says how a run ended, and turns that into an exit status. */
record RunEnd(PrintStream err, PidSettings settings, Collection<LostRecords> lost) {
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
            err.println("stopped" + at + "; offsets stand at what has arrived");
            throw report.stoppedAt().isPresent() ? HandleAccess.refused(failure) : refusedByTopic(failure);
        }
        return stats.parked() > 0 ? ExitCode.PARTIAL.status() : ExitCode.DONE.status();
    }

    /** No event was refused: what is read, or how, needs an operator. */
    private CommandException refusedByTopic(Failure failure) {
        var refused = CommandException.at(ExitCode.FAILED, "topic " + settings.topic(), failure.reason());
        return lost.isEmpty()
                ? refused
                : refused.next("the same command with --set consumer.on_lost_records=continue   reads what is left");
    }
}
