package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Reported;
import dev.waybill.jobs.database.Database;

/** A report from the command line. */
final class Reporting {
    private Reporting() {}

    /** Fails where it does not count. */
    static Reported report(Database database, Report report) {
        var reported = new Claims(database).report(report);
        if (!reported.isAccepted()) {
            boolean isStale = reported.answer() == Reported.Answer.STALE;
            throw CommandException.at(
                            isStale ? ExitCode.CONFLICT : ExitCode.NOT_FOUND,
                            "execution " + report.execution(),
                            "the report is refused: " + reported.detail())
                    .next(
                            isStale
                                    ? "waybill jobs show --execution " + report.execution()
                                    : "waybill jobs list --status running");
        }
        return reported;
    }
}
