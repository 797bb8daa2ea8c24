package dev.waybill.server.batch;

import dev.waybill.batch.ledger.JobState;
import dev.waybill.batch.ledger.JobStatus;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part of all jobs, as the query of a request wants it, oldest first.
 *
 * @param limit jobs in one answer
 * @param after the job that the answer before ended with; absent: from the first one on
 */
record JobList(
        Predicate<JobStatus> wanted, int limit, @Nullable String after) {
    private static final int MOST = 1_000;

    static JobList of(Context ctx) {
        String model = ctx.queryParam("model_id");
        var state = Optional.ofNullable(ctx.queryParam("state")).map(JobList::state);
        int limit = Numbers.at(ctx.queryParam("limit"), 1, MOST, "query", "limit")
                .orElse((long) MOST)
                .intValue();
        Predicate<JobStatus> wanted =
                job -> (model == null || job.job().model().id().equals(model))
                        && (state.isEmpty() || job.state() == state.get());
        return new JobList(wanted, limit, ctx.queryParam("after"));
    }

    private static JobState state(String text) {
        for (JobState state : JobState.values()) {
            if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        throw Refusals.wrong(text, "expected one of " + List.of(JobState.values()), "query", "state");
    }

    /** The part, and whether there is more behind it. */
    record Page(List<JobStatus> jobs, boolean hasMore) {}

    Page of(List<JobStatus> all) {
        var page = new ArrayList<JobStatus>();
        boolean isBehind = after == null;
        for (JobStatus job : all) {
            if (isBehind && wanted.test(job)) {
                if (page.size() == limit) {
                    return new Page(page, true);
                }
                page.add(job);
            }
            isBehind = isBehind || job.id().equals(after);
        }
        if (!isBehind) {
            throw Refusals.wrong(after, "expected the id of a job", "query", "after");
        }
        return new Page(page, false);
    }
}
