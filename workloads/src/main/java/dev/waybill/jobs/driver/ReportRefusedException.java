package dev.waybill.jobs.driver;

import dev.waybill.jobs.claim.Reported;

/** A report that did not count: the job is somebody else's, has ended otherwise, or never was. */
public final class ReportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reported reported;

    ReportRefusedException(Reported reported) {
        super("job " + reported.execution() + ": the report is refused: " + reported.detail());
        this.reported = reported;
    }

    public Reported reported() {
        return reported;
    }
}
