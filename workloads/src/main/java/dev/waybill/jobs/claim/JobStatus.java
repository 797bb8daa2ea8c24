package dev.waybill.jobs.claim;

import java.util.Locale;

/** How a job stands. */
public enum JobStatus {
    /** May be claimed. */
    READY,
    /** Failed, and becomes ready again after a pause. */
    WAITING,
    /** A worker has it. */
    RUNNING,
    /** Its output is there. */
    FINISHED,
    /** No attempt is left, or the worker said that none is of use. */
    FAILED,
    /** A worker looked at it and had nothing to do. */
    SKIPPED,
    /** Somebody ended it, or its source went before it was begun. */
    CANCELED,
    /** Its output was removed; not offered again until it is allowed, or its source restored. */
    DELETED;

    /** As it stands in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this word, as it stands in tables. */
    public static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
