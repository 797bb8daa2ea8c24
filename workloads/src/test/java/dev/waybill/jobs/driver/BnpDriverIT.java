package dev.waybill.jobs.driver;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.Mutation;
import dev.waybill.jobs.claim.Mutations;
import dev.waybill.jobs.claim.Reported.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BnpDriverIT {
    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void theSeedsExampleWorks() {
        int processor = site.processor("l2a", ofMinutes(5), 3);
        site.jobs(processor, 2);
        try (var driver = BnpDriver.connect(site.settings())) {
            var first = driver.getNextJob(processor, "local-12345").orElseThrow();
            driver.storeLogMessage(first.execution(), "step 1");
            driver.reportFinished(processor, first.execution());
            var second = driver.getNextJob(processor, "local-12345").orElseThrow();
            driver.reportFailure(processor, second.execution(), "Processing failed.");

            assertThat(driver.getNextJob(processor, "local-12345")).isEmpty();
        }
        assertThat(site.texts(
                        "SELECT status || ' ' || worker || coalesce(' ' || err_msg, '') FROM bnp.job ORDER BY id"))
                .containsExactly("finished local-12345", "waiting local-12345 Processing failed.");
    }

    @Test
    void aJobThatTakesLongerThanItsLeaseIsKept() {
        int processor = site.processor("l2a", ofSeconds(1), 3);
        site.jobs(processor, 1);
        try (var driver = BnpDriver.connect(site.settings())) {
            var job = driver.getNextJob(processor, "w").orElseThrow();
            site.execute("UPDATE bnp.worker SET lease_until = now()");

            await().atMost(ofMinutes(2))
                    .until(() ->
                            site.one(Boolean.class, "SELECT lease_until > now() + interval '0.5 s' FROM bnp.worker"));

            assertThat(driver.isLost(job.execution())).isFalse();
            driver.reportFinished(processor, job.execution());
        }
    }

    @Test
    void aJobThatIsTakenAwayIsSaidToBeLostAndItsReportIsRefused() {
        int processor = site.processor("l2a", ofSeconds(1), 3);
        site.jobs(processor, 1);
        try (var driver = BnpDriver.connect(site.settings())) {
            var job = driver.getNextJob(processor, "w").orElseThrow();
            new Mutations(site.database).apply(Mutation.CANCEL, JobFilter.job(job.job()));

            await().atMost(ofMinutes(2)).until(() -> driver.isLost(job.execution()));

            assertThatThrownBy(() -> driver.reportFinished(processor, job.execution(), "/out"))
                    .isInstanceOfSatisfying(
                            ReportRefusedException.class,
                            e -> assertThat(e.reported().answer()).isEqualTo(Answer.STALE))
                    .hasMessageContaining("canceled");
        }
    }

    @Test
    void anotherProcessorsJobIsUnknown() {
        int processor = site.processor("l2a", ofMinutes(5), 3);
        int other = site.processor("other", ofMinutes(5), 3);
        site.jobs(processor, 1);
        try (var driver = BnpDriver.connect(site.settings())) {
            var job = driver.getNextJob(processor, "w").orElseThrow();

            assertThatThrownBy(() -> driver.reportFinished(other, job.execution()))
                    .isInstanceOfSatisfying(
                            ReportRefusedException.class,
                            e -> assertThat(e.reported().answer()).isEqualTo(Answer.UNKNOWN));
        }
    }

    @Test
    void updatesAndDeletionsComeWithTheOutputThereIs() {
        int processor = site.processor("l2a", ofMinutes(5), 3);
        site.jobs(processor, 1);
        var all = JobFilter.processor(processor);
        try (var driver = BnpDriver.connect(site.settings())) {
            driver.reportFinished(
                    processor, driver.getNextJob(processor, "w").orElseThrow().execution(), "/out");
            new Mutations(site.database).apply(Mutation.UPDATE, all);
            assertThat(driver.getNextJob(processor, "w")).isEmpty();
            var update = driver.getJobForUpdate(processor, "w").orElseThrow();
            assertThat(update.dst()).isEqualTo("/out");
            driver.reportFinished(processor, update.execution());
            new Mutations(site.database).apply(Mutation.DELETE, all);
            var deletion = driver.getJobForDeletionOfProduct(processor, "w").orElseThrow();
            assertThat(deletion.dst()).isEqualTo("/out");
            driver.reportFinished(processor, deletion.execution());
        }
        assertThat(site.texts("SELECT status FROM bnp.job")).containsExactly("deleted");
    }

    @Test
    void whatIsHeldAtTheEndIsForOthersAtOnce() {
        int processor = site.processor("l2a", ofMinutes(5), 3);
        site.jobs(processor, 1);
        try (var driver = BnpDriver.connect(site.settings())) {
            assertThat(driver.getNextJob(processor, "w")).isPresent();
        }
        try (var driver = BnpDriver.connect(site.settings())) {
            assertThat(driver.getNextJob(processor, "w")).isPresent();
        }
    }

    @Test
    void aDatabaseWithoutTheSchemaIsSaidToBeOne() throws Exception {
        try (var empty = JobsSite.empty()) {
            assertThatThrownBy(() -> BnpDriver.connect(empty.settings()))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("waybill jobs install");
        }
    }
}
