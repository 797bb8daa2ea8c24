package dev.waybill.server.jobs;

import dev.waybill.jobs.claim.JobStatus;
import dev.waybill.server.http.Refusal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of OGC API Processes for how a job stands, beside our own. */
final class StatusWords {
    private static final Map<JobStatus, String> OUTSIDE = Map.of(
            JobStatus.READY, "accepted",
            JobStatus.WAITING, "accepted",
            JobStatus.RUNNING, "running",
            JobStatus.FINISHED, "successful",
            JobStatus.SKIPPED, "successful",
            JobStatus.FAILED, "failed",
            JobStatus.CANCELED, "dismissed",
            JobStatus.DELETED, "dismissed");

    private StatusWords() {}

    /** The outside word for one of ours. */
    static String outside(String state) {
        return OUTSIDE.getOrDefault(JobStatus.of(state), "accepted");
    }

    /** What a word means, be it theirs or ours. */
    static Set<JobStatus> meant(String word) {
        var meant = EnumSet.noneOf(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word) || word.equals(OUTSIDE.get(status))) {
                meant.add(status);
            }
        }
        if (meant.isEmpty()) {
            throw Refusal.wrong(
                    "status",
                    '"' + word + '"',
                    "accepted, running, successful, failed or dismissed, or one of ours such as waiting");
        }
        return meant;
    }
}
