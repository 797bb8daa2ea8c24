package dev.waybill.jobs.claim;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.jobs.JobsSite;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MutationsIT {
    private static final int JOBS = 12_000;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @SuppressWarnings("NullAway.Init")
    private Mutations mutations;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        mutations = new Mutations(site.database);
        site.processor("l2a", ofMinutes(5), 3);
        site.processor("other", ofMinutes(5), 3);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void aPreviewCountsAndChangesNothing() {
        site.jobs(1, 10);
        site.execute("UPDATE bnp.job SET status = 'failed', err_msg = 'no' WHERE id <= 4");

        var effect = mutations.preview(Mutation.RETRY, JobFilter.processor(1));

        assertThat(effect).isEqualTo(new Mutations.Effect(10, 4));
        assertThat(count("status = 'failed'")).isEqualTo(4);
        assertThat(mutations.apply(Mutation.RETRY, JobFilter.processor(1))).isEqualTo(effect);
        assertThat(count("status = 'failed'")).isZero();
    }

    @Test
    void manyJobsAreChangedPartByPart() {
        site.jobs(1, JOBS);

        assertThat(mutations.apply(Mutation.CANCEL, JobFilter.processor(1)))
                .isEqualTo(new Mutations.Effect(JOBS, JOBS));

        assertThat(count("status = 'canceled'")).isEqualTo(JOBS);
        assertThat(site.one(Long.class, "SELECT count(DISTINCT xmin::text) FROM bnp.job"))
                .as("transactions")
                .isEqualTo(3);
    }

    @Test
    void jobsAreChosenByAllThatIsKnownOfThem() {
        site.jobs(1, 4);
        site.jobs(2, 1);
        site.execute("UPDATE bnp.job SET status = 'failed', err_msg = 'Disk 100% full';"
                + " UPDATE bnp.source SET product = 's2_l2a' WHERE id = 1;"
                + " UPDATE bnp.source SET tile = 'T32VNH' WHERE id = 2;"
                + " UPDATE bnp.job SET err_msg = 'disk 100 full' WHERE id = 3;"
                + " UPDATE bnp.job SET changed_at = '2020-01-01' WHERE id = 4");
        var one = JobFilter.processor(1);

        assertThat(changed(one)).isEqualTo(4);
        assertThat(changed(one.withProduct("s2_l2a"))).isEqualTo(1);
        assertThat(changed(one.withTile("T32VNH"))).isEqualTo(1);
        assertThat(changed(JobFilter.ALL.withError("dISK 100% f"))).isEqualTo(4);
        assertThat(changed(one.withChanged(null, Instant.parse("2021-01-01T00:00:00Z"))))
                .isEqualTo(1);
        assertThat(changed(one.withChanged(Instant.parse("2021-01-01T00:00:00Z"), null)))
                .isEqualTo(3);
        assertThat(changed(JobFilter.ALL.withStatuses(Set.of(JobStatus.FAILED))))
                .isEqualTo(5);
        assertThat(changed(JobFilter.ALL.withJobs(Set.of(1L, 5L, 99L)))).isEqualTo(2);
        assertThat(changed(one.withError("'; DROP SCHEMA bnp CASCADE; --"))).isZero();
    }

    @Test
    void whatNamesNothingIsRefused() {
        site.jobs(1, 1);

        assertThatThrownBy(() -> mutations.apply(Mutation.DELETE, JobFilter.ALL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count("status = 'ready'")).isEqualTo(1);
    }

    @Test
    void whoListensHearsOnceThatThereIsWork() throws Exception {
        site.jobs(1, 3);
        mutations.apply(Mutation.CANCEL, JobFilter.processor(1));
        try (var connection = site.login.connect();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN bnp_jobs");

            mutations.apply(Mutation.RETRY, JobFilter.processor(1));

            var heard = connection.unwrap(org.postgresql.PGConnection.class).getNotifications(10_000);
            assertThat(heard).hasSize(1);
        }
    }

    private long changed(JobFilter filter) {
        return mutations.preview(Mutation.RETRY, filter).changed();
    }

    private long count(String condition) {
        return site.one(Long.class, "SELECT count(*) FROM bnp.job WHERE " + condition);
    }
}
