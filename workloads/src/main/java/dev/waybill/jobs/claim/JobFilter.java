package dev.waybill.jobs.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are meant: those that fit all that is given.
 *
 * @param jobs of these ids; empty: any
 * @param statuses empty: any
 * @param error is in the last message, in whatever case
 * @param product of the index, by name
 * @param changedFrom changed then or later
 * @param changedTo changed before
 * @param otherThanVersion whose output was not made by this version of the processor
 */
public record JobFilter(
        Set<Long> jobs,
        @Nullable Integer processorId,
        Set<JobStatus> statuses,
        @Nullable String error,
        @Nullable String product,
        @Nullable String tile,
        @Nullable Instant changedFrom,
        @Nullable Instant changedTo,
        @Nullable String otherThanVersion) {
    /** Every job there is. */
    public static final JobFilter ALL = new JobFilter(Set.of(), null, Set.of(), null, null, null, null, null, null);

    public JobFilter {
        jobs = Set.copyOf(jobs);
        statuses = Set.copyOf(statuses);
    }

    public static JobFilter job(long id) {
        return ALL.withJobs(Set.of(id));
    }

    public static JobFilter processor(int id) {
        return new JobFilter(Set.of(), id, Set.of(), null, null, null, null, null, null);
    }

    public JobFilter withJobs(Set<Long> ids) {
        return new JobFilter(
                ids, processorId, statuses, error, product, tile, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withProcessor(int id) {
        return new JobFilter(jobs, id, statuses, error, product, tile, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withStatuses(Set<JobStatus> values) {
        return new JobFilter(jobs, processorId, values, error, product, tile, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withError(String text) {
        return new JobFilter(
                jobs, processorId, statuses, text, product, tile, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withProduct(String name) {
        return new JobFilter(jobs, processorId, statuses, error, name, tile, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withTile(String name) {
        return new JobFilter(
                jobs, processorId, statuses, error, product, name, changedFrom, changedTo, otherThanVersion);
    }

    public JobFilter withChanged(@Nullable Instant from, @Nullable Instant to) {
        return new JobFilter(jobs, processorId, statuses, error, product, tile, from, to, otherThanVersion);
    }

    public JobFilter withOtherThanVersion(String version) {
        return new JobFilter(jobs, processorId, statuses, error, product, tile, changedFrom, changedTo, version);
    }

    /** A condition on rows of {@code bnp.job} under the name {@code j}, with names for {@link #bind}; true for all. */
    public String condition() {
        List<String> parts = new ArrayList<>(List.of("true"));
        add(parts, !jobs.isEmpty(), "j.id = ANY (:f_jobs)");
        add(parts, processorId != null, "j.processor_id = :f_processor");
        add(parts, !statuses.isEmpty(), "j.status = ANY (CAST(:f_statuses AS bnp.job_status[]))");
        add(parts, error != null, "strpos(lower(j.err_msg), lower(:f_error)) > 0");
        add(parts, product != null, ofSource("product = :f_product"));
        add(parts, tile != null, ofSource("tile = :f_tile"));
        add(parts, changedFrom != null, "j.changed_at >= :f_from");
        add(parts, changedTo != null, "j.changed_at < :f_to");
        add(parts, otherThanVersion != null, "j.processor_version IS DISTINCT FROM :f_version");
        return String.join(" AND ", parts);
    }

    private static String ofSource(String condition) {
        return "EXISTS (SELECT FROM bnp.source s WHERE s.id = j.id AND s." + condition + ")";
    }

    private static void add(List<String> parts, boolean isGiven, String condition) {
        if (isGiven) {
            parts.add(condition);
        }
    }

    /** Gives a statement with the {@link #condition} its values. */
    public <S extends SqlStatement<S>> S bind(S statement) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return statement
                .bindArray("f_jobs", Long.class, jobs)
                .bind("f_processor", processorId)
                .bindArray(
                        "f_statuses",
                        String.class,
                        statuses.stream().map(JobStatus::word).toList())
                .bind("f_error", error)
                .bind("f_product", product)
                .bind("f_tile", tile)
                .bind("f_from", changedFrom)
                .bind("f_to", changedTo)
                .bind("f_version", otherThanVersion);
    }
}
