package dev.waybill.jobs.claim;

import org.jspecify.annotations.Nullable;

/**
 * How an execution went.
 *
 * @param execution its number
 * @param message why, for a person; more than 8,000 characters are cut off
 * @param dst where the output is; absent: where it was before, or nobody needs to know
 */
public record Report(
        long execution,
        Outcome outcome,
        @Nullable String message,
        @Nullable String dst) {
    private static final int LONGEST_DST = 4096;

    public Report {
        if (dst != null && dst.length() > LONGEST_DST) {
            throw new UnfitException("execution " + execution + ": expected a path of at most " + LONGEST_DST
                    + " characters, got " + dst.length());
        }
        if (dst != null && (dst.isBlank() || dst.codePoints().anyMatch(Character::isISOControl))) {
            throw new UnfitException("execution " + execution
                    + ": expected a path without control characters, got \""
                    + dst.replaceAll("\\p{Cntrl}", "\ufffd") + "\"");
        }
        message = message == null ? null : message.replace('\0', '\ufffd');
    }

    public static Report finished(long execution, @Nullable String dst) {
        return new Report(execution, Outcome.FINISHED, null, dst);
    }

    /** Is tried again while attempts are left. */
    public static Report failed(long execution, String message) {
        return new Report(execution, Outcome.FAILED, message, null);
    }

    /** Is not tried again. */
    public static Report failedForGood(long execution, String message) {
        return new Report(execution, Outcome.FAILED_FOR_GOOD, message, null);
    }

    public static Report skipped(long execution, String message) {
        return new Report(execution, Outcome.SKIPPED, message, null);
    }
}
