package dev.waybill.jobs.claim;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.claim.Reported.Answer;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.UnknownProcessorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimsIT {
    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @SuppressWarnings("NullAway.Init")
    private Claims claims;

    private int processor;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        claims = new Claims(site.database);
        processor = site.processor("l2a", ofMinutes(5), 3);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void jobsComeByPriorityThenByOrder() {
        site.jobs(processor, 5);
        site.execute("UPDATE bnp.job SET priority = 1 WHERE id = 4; UPDATE bnp.job SET sort_key = 0 WHERE id = 3");
        var worker = claims.register(processor, "w");

        assertThat(claims.claim(worker, 2, Action.ALL))
                .extracting(Claimed::src)
                .containsExactly("s3://eodata/MSIL1C/4.SAFE", "s3://eodata/MSIL1C/3.SAFE");
        assertThat(claims.claim(worker, 10, Action.ALL)).hasSize(3);
        assertThat(claims.claim(worker, 10, Action.ALL)).isEmpty();
    }

    @Test
    void aClaimSaysWhatItsWorkerNeedsToKnow() {
        site.jobs(processor, 1);
        var worker = claims.register(processor, "w");

        var claimed = claims.claim(worker, 1, Action.ALL).get(0);

        assertThat(claimed.action()).isEqualTo(Action.PROCESS);
        assertThat(claimed.product()).isEqualTo("s2_l1c");
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.dst()).isNull();
        assertThat(claimed.leaseUntil()).isAfter(Instant.now().plusSeconds(200));
        assertThat(worker.lease()).isEqualTo(ofMinutes(5));
    }

    @Test
    void oneProcessorsJobsAreNoneOfAnothers() {
        int other = site.processor("other", ofMinutes(5), 3);
        site.jobs(processor, 2);
        site.jobs(other, 1);

        assertThat(claims.claim(claims.register(other, "w"), 10, Action.ALL)).hasSize(1);
        assertThat(claims.claim(claims.register(processor, "w"), 10, Action.ALL))
                .hasSize(2);
    }

    @Test
    void nothingIsHandedOutWhilePausedOrDisabledAndWhatRunsIsReported() {
        site.jobs(processor, 3);
        var worker = claims.register(processor, "w");
        var running = claims.claim(worker, 1, Action.ALL).get(0);
        var processors = new Processors(site.database);

        processors.pause(processor);
        assertThat(claims.claim(worker, 1, Action.ALL)).isEmpty();
        assertThat(claims.next(processor, "by name", Action.PROCESS, "")).isEmpty();
        processors.resume(processor);
        processors.pauseAll();
        assertThat(claims.claim(worker, 1, Action.ALL)).isEmpty();
        assertThat(claims.next(processor, "by name", Action.PROCESS, "")).isEmpty();
        assertThat(claims.report(Report.finished(running.execution(), "/out")).isAccepted())
                .isTrue();
        processors.resumeAll();
        processors.disable(processor);
        assertThat(claims.claim(worker, 1, Action.ALL)).isEmpty();
        processors.enable(processor);
        assertThat(claims.claim(worker, 1, Action.ALL)).hasSize(1);
    }

    @Test
    void aStaleWorkerIsToldWhoHasTheJobAndChangesNothing() {
        site.jobs(processor, 1);
        var slow = claims.register(processor, "slow");
        var first = claims.claim(slow, 1, Action.ALL).get(0);
        silence(slow);
        claims.claim(claims.register(processor, "quick"), 1, Action.ALL);

        var reported = claims.report(Report.finished(first.execution(), "/stale"));

        assertThat(reported.answer()).isEqualTo(Answer.STALE);
        assertThat(reported.detail()).contains("worker quick has the job now");
        assertThat(row())
                .containsEntry("status", "running")
                .containsEntry("worker", "quick")
                .containsEntry("dst_path", null);
    }

    @Test
    void aLateReportCountsWhileNobodyElseHasTheJob() {
        site.jobs(processor, 1);
        var slow = claims.register(processor, "slow");
        var first = claims.claim(slow, 1, Action.ALL).get(0);
        silence(slow);
        assertThat(row()).containsEntry("status", "ready");

        assertThat(claims.report(Report.finished(first.execution(), "/late")).isAccepted())
                .isTrue();

        assertThat(row()).containsEntry("status", "finished").containsEntry("dst_path", "/late");
        assertThat(site.rows("SELECT execution, outcome FROM bnp.execution"))
                .containsExactly(Map.of("execution", first.execution(), "outcome", "finished"));
    }

    @Test
    void aReportWhoseAnswerWasLostIsAcceptedAgainAndAnotherOneIsNot() {
        site.jobs(processor, 1);
        var claimed =
                claims.claim(claims.register(processor, "w"), 1, Action.ALL).get(0);
        var report = Report.finished(claimed.execution(), "/out");

        assertThat(claims.report(report).answer()).isEqualTo(Answer.ACCEPTED);
        assertThat(claims.report(report).answer()).isEqualTo(Answer.ACCEPTED);
        assertThat(claims.report(Report.failed(claimed.execution(), "no"))).satisfies(other -> {
            assertThat(other.answer()).isEqualTo(Answer.STALE);
            assertThat(other.detail()).contains("it has ended before: finished");
        });
        assertThat(row()).containsEntry("status", "finished").containsEntry("err_msg", null);
    }

    @Test
    void eachReportOfABatchHasAnAnswerOfItsOwn() {
        site.jobs(processor, 3);
        var worker = claims.register(processor, "w");
        var claimed = claims.claim(worker, 3, Action.ALL);

        var reported = claims.report(List.of(
                Report.finished(claimed.get(2).execution(), "/out/3"),
                Report.finished(4711, "/foreign"),
                Report.failedForGood(claimed.get(0).execution(), "corrupt"),
                Report.skipped(claimed.get(1).execution(), "cloudy")));

        assertThat(reported)
                .extracting(Reported::answer)
                .containsExactly(Answer.ACCEPTED, Answer.UNKNOWN, Answer.ACCEPTED, Answer.ACCEPTED);
        assertThat(site.rows("SELECT status, coalesce(err_msg, dst_path) AS text FROM bnp.job ORDER BY id"))
                .containsExactly(
                        Map.of("status", "failed", "text", "corrupt"),
                        Map.of("status", "skipped", "text", "cloudy"),
                        Map.of("status", "finished", "text", "/out/3"));
        assertThat(site.one(Integer.class, "SELECT attempts FROM bnp.job WHERE status = 'failed'"))
                .isEqualTo(1);
    }

    @Test
    void aProductThatKillsItsWorkersFailsAfterItsAttempts() {
        site.jobs(processor, 1);
        for (int i = 1; i <= 3; i++) {
            var worker = claims.register(processor, "w" + i);
            assertThat(claims.claim(worker, 1, Action.ALL))
                    .extracting(Claimed::attempt)
                    .containsExactly(i);
            silence(worker);
        }

        assertThat(row()).containsEntry("status", "failed");
        assertThat((String) row().get("err_msg")).contains("worker w3 was not heard of since");
        assertThat(site.one(Long.class, "SELECT count(*) FROM bnp.execution WHERE outcome = 'lost'"))
                .isEqualTo(3);
    }

    @Test
    void aFailureWaitsForItsPauseAndIsReadyAfterIt() {
        site.jobs(processor, 1);
        site.execute("UPDATE bnp.processor SET backoff = '1 hour', longest_backoff = '90 minutes'");
        var worker = claims.register(processor, "w");
        claims.report(Report.failed(claims.claim(worker, 1, Action.ALL).get(0).execution(), "busy"));

        assertThat(new Upkeep(site.database).run().readied()).isZero();
        assertThat(claims.claim(worker, 1, Action.ALL)).isEmpty();
        assertThat(site.one(Boolean.class, "SELECT run_at - now() BETWEEN '44 minutes' AND '76 minutes' FROM bnp.job"))
                .isTrue();
        site.execute("UPDATE bnp.job SET run_at = now()");
        assertThat(new Upkeep(site.database).run().readied()).isEqualTo(1);
        assertThat(claims.claim(worker, 1, Action.ALL))
                .extracting(Claimed::attempt)
                .containsExactly(2);
    }

    @Test
    void aHeartbeatKeepsLongJobsAndNamesThoseThatAreLost() {
        site.jobs(processor, 2);
        var worker = claims.register(processor, "w");
        var claimed = claims.claim(worker, 2, Action.ALL);
        var held = Set.of(claimed.get(0).execution(), claimed.get(1).execution());
        site.execute("UPDATE bnp.job SET lease_until = now() - interval '1 hour'");

        assertThat(claims.heartbeat(worker, held).executions()).isEmpty();
        assertThat(new Upkeep(site.database).run().reaped()).isZero();
        new Mutations(site.database)
                .apply(Mutation.CANCEL, JobFilter.job(claimed.get(1).job()));

        assertThat(claims.heartbeat(worker, held).executions())
                .containsExactly(claimed.get(1).execution());
    }

    @Test
    void aClaimWhoseAnswerWasLostComesBack() {
        site.jobs(processor, 2);
        var worker = claims.register(processor, "w");
        claims.claim(worker, 1, Action.ALL);
        claims.heartbeat(worker, Set.of());
        assertThat(row()).as("the answer may be on its way").containsEntry("status", "running");
        site.execute("UPDATE bnp.job SET claimed_at = claimed_at - interval '6 minutes' WHERE status = 'running'");

        claims.heartbeat(worker, Set.of());

        assertThat(row()).containsEntry("status", "ready").containsEntry("attempts", 0);
    }

    @Test
    void whatAWorkerHoldsWhenItEndsIsForOthersAtOnce() {
        site.jobs(processor, 2);
        var worker = claims.register(processor, "w");
        claims.claim(worker, 2, Action.ALL);

        claims.end(worker);

        assertThat(claims.claim(worker, 1, Action.ALL))
                .as("of one that has ended")
                .isEmpty();
        assertThat(claims.claim(claims.register(processor, "next"), 5, Action.ALL))
                .extracting(Claimed::attempt)
                .containsExactly(1, 1);
    }

    @Test
    void aWorkerThatWasFrozenLosesWhatOthersTookAndGoesOn() {
        site.jobs(processor, 2);
        var frozen = claims.register(processor, "frozen");
        var claimed = claims.claim(frozen, 1, Action.ALL).get(0);
        silence(frozen);
        site.execute("DELETE FROM bnp.worker");
        claims.claim(claims.register(processor, "other"), 1, Action.ALL);

        assertThat(claims.heartbeat(frozen, Set.of(claimed.execution())).executions())
                .containsExactly(claimed.execution());
        assertThat(claims.claim(frozen, 1, Action.ALL)).hasSize(1);
    }

    @Test
    void aSourceThatChangedWhileItWasProcessedIsProcessedAgain() {
        site.jobs(processor, 1);
        var worker = claims.register(processor, "w");
        var claimed = claims.claim(worker, 1, Action.ALL).get(0);
        site.execute("UPDATE bnp.job SET source_hash = 'new'");

        claims.report(Report.finished(claimed.execution(), "/out"));

        assertThat(claims.claim(worker, 1, Action.ALL)).first().satisfies(again -> {
            assertThat(again.action()).isEqualTo(Action.UPDATE);
            assertThat(again.dst()).isEqualTo("/out");
        });
    }

    @Test
    void anUpdateThatFailsKeepsTheOutputThereWas() {
        site.jobs(processor, 1);
        var worker = claims.register(processor, "w");
        claims.report(Report.finished(claims.claim(worker, 1, Action.ALL).get(0).execution(), "/old"));
        new Mutations(site.database).apply(Mutation.UPDATE, JobFilter.processor(processor));
        var update = claims.claim(worker, 1, Set.of(Action.UPDATE)).get(0);

        claims.report(Report.failedForGood(update.execution(), "no"));

        assertThat(row()).containsEntry("status", "failed").containsEntry("dst_path", "/old");
    }

    @Test
    void anOutputIsKnownByTheVersionThatItsWorkerBeganWith() {
        site.jobs(processor, 1);
        var worker = claims.register(processor, "w");
        var claimed = claims.claim(worker, 1, Action.ALL).get(0);
        var processors = new Processors(site.database);
        processors.update(processor, processors.get("l2a").definition().withVersion("2"));

        claims.report(Report.finished(claimed.execution(), "/out"));

        assertThat(row()).containsEntry("processor_version", "1");
        var outdated = JobFilter.processor(processor).withOtherThanVersion("2");
        assertThat(new Mutations(site.database)
                        .preview(Mutation.UPDATE, outdated)
                        .changed())
                .isEqualTo(1);
    }

    @Test
    void linesAreKeptInTheirOrderAndWithoutWhatTheDatabaseCannotKeep() {
        claims.log(7, List.of("one", "t\0wo", "x".repeat(9000)));

        assertThat(site.texts("SELECT message FROM bnp.log ORDER BY id"))
                .containsExactly("one", "t\ufffdwo", "x".repeat(8000));
    }

    @Test
    void whatAWorkerSaysWithoutSenseIsRefusedBeforeAnythingIsDone() {
        site.jobs(processor, 1);
        var worker = claims.register(processor, "w");
        var claimed = claims.claim(worker, 1, Action.ALL).get(0);
        long execution = claimed.execution();

        assertThatThrownBy(() -> Report.finished(execution, "/out\n/other")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> Report.finished(execution, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Report.finished(execution, "x".repeat(5000))).hasMessageContaining("4096");
        assertThatThrownBy(() -> claims.report(List.of(Report.failed(execution, "a"), Report.failed(execution, "b"))))
                .hasMessageContaining("two of the same");
        assertThatThrownBy(() -> claims.claim(worker, 0, Action.ALL)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> claims.register(processor, " ")).hasMessageContaining("name");
        assertThat(row()).containsEntry("status", "running");
        claims.report(Report.failed(execution, "a\0b" + "x".repeat(9000)));
        assertThat((String) row().get("err_msg")).startsWith("a\ufffdb").hasSize(8000);
    }

    @Test
    void aProcessorThatIsNotThereHasNoWorkers() {
        assertThatThrownBy(() -> claims.register(4711, "w")).isInstanceOf(UnknownProcessorException.class);
        assertThatThrownBy(() -> claims.next(4711, "w", Action.PROCESS, ""))
                .isInstanceOf(UnknownProcessorException.class);
    }

    @Test
    void historyIsClearedAwayWhenItIsOlderThanItIsKept() {
        site.jobs(processor, 2);
        var worker = claims.register(processor, "w");
        claims.claim(worker, 2, Action.ALL).forEach(each -> {
            claims.log(each.execution(), List.of("line"));
            claims.report(Report.finished(each.execution(), "/out"));
        });
        site.execute("UPDATE bnp.execution SET ended = ended - interval '3 days' WHERE job_id = 1;"
                + " UPDATE bnp.log SET ts = ts - interval '3 days' WHERE execution = 1;"
                + " INSERT INTO bnp.setting (name, value) VALUES ('retention', '\"2 days\"')");

        assertThat(new Upkeep(site.database).run().cleared()).isEqualTo(2);
        assertThat(site.one(Long.class, "SELECT count(*) FROM bnp.execution")).isEqualTo(1);
        assertThat(site.one(Long.class, "SELECT count(*) FROM bnp.job WHERE status = 'finished'"))
                .isEqualTo(2);
    }

    @Test
    void muchOldHistoryIsClearedAwayPartByPartWithoutWaitingAnHourForTheNext() {
        site.execute(
                "INSERT INTO bnp.execution (execution, job_id, processor_id, worker, action, attempt, started, ended, outcome)"
                        + " SELECT -g, 1, 1, 'w', 'process', 1, '2020-01-01', '2020-01-01', 'finished' FROM generate_series(1, 12000) g");
        var upkeep = new Upkeep(site.database);

        assertThat(upkeep.run().cleared()).isEqualTo(10_000);
        assertThat(upkeep.run().cleared()).isEqualTo(2_000);
        assertThat(upkeep.run().cleared()).isZero();
    }

    private void silence(Worker worker) {
        site.execute("UPDATE bnp.worker SET lease_until = now() - interval '1 s' WHERE id = " + worker.id()
                + "; UPDATE bnp.job SET lease_until = now() - interval '1 s' WHERE worker_instance = " + worker.id());
        new Upkeep(site.database).run();
    }

    private Map<String, Object> row() {
        return site.rows("SELECT * FROM bnp.job ORDER BY id").get(0);
    }
}
