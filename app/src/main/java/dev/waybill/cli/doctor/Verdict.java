package dev.waybill.cli.doctor;

import java.util.Locale;

/** How a check ended. */
enum Verdict {
    OK,
    /** It runs, but not as one might think. */
    WARNING,
    /** It does not run, or loses what it should keep. */
    PROBLEM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
