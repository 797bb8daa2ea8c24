package dev.waybill.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.Decision;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureCursor;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureLog;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.PositionRange;
import dev.waybill.failure.Reservation;
import dev.waybill.failure.Standing;
import dev.waybill.failure.StoreReservedException;
import dev.waybill.metrics.ReplayMetrics;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.KafkaRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayJobTest {
    private static final ReplayLimits LIMITS = ReplayLimits.DEFAULT;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path scratch;

    private final List<KafkaRecord> arrived = Collections.synchronizedList(new ArrayList<>());
    private ParkedFolder folder;

    @BeforeEach
    void park() throws IOException {
        folder = new ParkedFolder(scratch.resolve("failures"));
        folder.park(30);
    }

    @Test
    void whatArrivesIsNotReplayedTwice() throws IOException {
        var first = run(FailureFilter.ALL, LIMITS);
        var second = run(FailureFilter.ALL, LIMITS);

        assertThat(first.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(first.started()).isEqualTo(30);
        assertThat(first.arrived()).isEqualTo(30);
        assertThat(second.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(second.started()).isZero();
        assertThat(arrived).hasSize(30).allMatch(record -> record.attempt() == 1);
        assertThat(folder.pending()).isEmpty();
    }

    @Test
    void onlyWhatIsMeantIsReplayed() throws IOException {
        var fingerprint = ParkedFolder.parked(0).fingerprint();

        var report = run(FailureFilter.ALL.withFingerprint(fingerprint), LIMITS);

        assertThat(report.arrived()).isEqualTo(10);
        assertThat(arrived).allMatch(record -> record.offset() % 3 == 0);
        assertThat(folder.pending()).hasSize(20).doesNotContain("n-0", "n-3");
    }

    @Test
    void itsMetricsSayWhatBecameOfTheRecords() throws IOException {
        var job = job(folder.log(), FailureFilter.ALL, LIMITS, failing(record -> record.offset() == 4));
        var registry = new SimpleMeterRegistry();

        try (var metrics = ReplayMetrics.of(job, "p", registry)) {
            assertThat(metrics).isNotNull();
            job.run();

            assertThat(replayed(registry, "arrived")).isEqualTo(29);
            assertThat(replayed(registry, "parked_again")).isEqualTo(1);
        }

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void anEditedRecordArrivesAsItWasEditedAndAKeptOneStays() throws IOException {
        var log = folder.log();
        var edited = log.list(FailureFilter.ALL.withPositions(PositionRange.ANYWHERE.ofOffsets(4, 4)), 1);
        var kept = log.list(FailureFilter.ALL.withPositions(PositionRange.ANYWHERE.ofOffsets(5, 5)), 1);
        log.note(List.of(
                note(edited.get(0), new Decision.Edited("mended".getBytes(UTF_8))),
                note(kept.get(0), new Decision.Kept())));

        var report = run(FailureFilter.ALL, LIMITS);
        var askedFor = run(FailureFilter.ALL.withStanding(Standing.KEPT), LIMITS);

        assertThat(report.arrived()).isEqualTo(29);
        assertThat(arrived.stream().filter(record -> record.offset() == 4))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).asString(UTF_8).isEqualTo("mended"));
        assertThat(askedFor.arrived()).isEqualTo(1);
        assertThat(folder.pending()).isEmpty();
    }

    @Test
    void anEditedRecordThatFailsAgainIsParkedAsItWasEdited() throws IOException {
        var log = folder.log();
        var one = FailureFilter.ALL.withPositions(PositionRange.ANYWHERE.ofOffsets(4, 4));
        log.note(List.of(note(log.list(one, 1).get(0), new Decision.Edited("still wrong".getBytes(UTF_8)))));

        job(folder.log(), one, LIMITS, failing(record -> true)).run();

        assertThat(log.list(one, 2)).singleElement().satisfies(again -> {
            assertThat(again.parked().record().value()).asString(UTF_8).isEqualTo("still wrong");
            assertThat(again.parked().record().attempt()).isEqualTo(1);
            assertThat(again.notes()).isEmpty();
        });
    }

    private static FailureNote note(FailureEntry entry, Decision decision) {
        return new FailureNote(entry.mark(), ParkedFolder.AT, "anna", "", decision);
    }

    private static double replayed(SimpleMeterRegistry registry, String result) {
        return registry.get("waybill.replay.records")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Test
    void aPreviewCountsByCauseAndDoesNothing() throws IOException {
        var request = new ReplayRequest(FailureFilter.ALL, LIMITS.withAtMost(12), "me");

        var preview = ReplayJob.preview(folder.log(), request);

        assertThat(preview.records()).isEqualTo(12);
        assertThat(preview.matching().count()).isEqualTo(30);
        assertThat(preview.matching().groups()).hasSize(2);
        assertThat(preview.matching().groups().get(0).count()).isEqualTo(20);
        assertThat(folder.pending()).hasSize(30);
        assertThat(scratch.resolve("audit.jsonl")).doesNotExist();
    }

    @Test
    void noMoreThanAskedForAreReplayed() throws IOException {
        var report = run(FailureFilter.ALL, LIMITS.withAtMost(7));

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(report.started()).isEqualTo(7);
        assertThat(folder.pending()).hasSize(23);
    }

    @Test
    void whatFailsAgainIsParkedOneRoundHigherAndNotRepeatedByTheSameJob() throws IOException {
        var report = run(FailureFilter.ALL, LIMITS, failing(record -> record.offset() == 4));

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(report.arrived()).isEqualTo(29);
        assertThat(report.failedAgain()).isEqualTo(1);
        var left = folder.log().list(FailureFilter.ALL, 10);
        assertThat(left).singleElement().satisfies(entry -> {
            assertThat(entry.parked().record().attempt()).isEqualTo(1);
            assertThat(entry.parked().failure().reason()).isEqualTo("still no");
            assertThat(entry.place()).contains("r1");
        });
    }

    @Test
    void recordsOfAKeyArriveInTheirOrder() throws IOException {
        run(FailureFilter.ALL, LIMITS);

        for (int key = 0; key < 10; key++) {
            String name = "key-" + key;
            assertThat(arrived.stream().filter(r -> r.keyText().equals(name)).map(KafkaRecord::offset))
                    .as(name)
                    .hasSize(3)
                    .isSorted();
        }
    }

    @Test
    void aCanaryThatFailsStopsTheRest() throws IOException {
        var report = run(FailureFilter.ALL, LIMITS.withCanary(5), failing(record -> record.offset() == 2));

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.CANARY_FAILED);
        assertThat(report.started()).isEqualTo(5);
        assertThat(report.failedAgain()).isEqualTo(1);
        assertThat(folder.pending()).hasSize(26).contains("n-2");
    }

    @Test
    void aCanaryThatArrivesLetsTheRestGo() throws IOException {
        var report = run(FailureFilter.ALL, LIMITS.withCanary(5), failing(record -> record.offset() == 20));

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(report.started()).isEqualTo(30);
        assertThat(report.failedAgain()).isEqualTo(1);
    }

    @Test
    void aCanaryThatDoesNotArriveInTimeFails() throws IOException {
        Sink<KafkaRecord> away = record -> CompletableFuture.failedFuture(DeliveryException.unavailable("down", null));

        var report = run(FailureFilter.ALL, LIMITS.withCanary(5).withPatience(ofMillis(300)), away);

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.CANARY_FAILED);
        assertThat(report.unfinished()).isEqualTo(5);
        assertThat(folder.pending()).hasSize(30);
    }

    @Test
    void aJobThatGetsNowhereEndsAndNothingIsLost() throws IOException {
        Sink<KafkaRecord> oneHangs = record -> record.offset() == 3 ? new CompletableFuture<>() : arrive(record);

        var report = run(FailureFilter.ALL, LIMITS.withPatience(ofMillis(500)), oneHangs);

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.STALLED);
        assertThat(report.unfinished()).as("it, and two of its key").isEqualTo(3);
        assertThat(folder.pending()).contains("n-3", "n-13", "n-23");
    }

    @Test
    void aFailureThatNeedsAnOperatorStopsTheJob() throws IOException {
        Sink<KafkaRecord> refusing =
                record -> CompletableFuture.failedFuture(DeliveryException.misconfigured("ledger.password: refused"));

        var report = run(FailureFilter.ALL, LIMITS, refusing);

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.STOPPED);
        assertThat(report.problems()).containsExactly("ledger.password: refused");
        assertThat(folder.pending()).hasSize(30);
    }

    @Test
    void whatWasNotStartedWhenAJobIsCancelledStaysParked() throws Exception {
        var job = new CompletableFuture<ReplayJob>();
        Sink<KafkaRecord> cancelling = record -> {
            if (arrived.size() == 9) {
                job.join().cancel();
            }
            return arrive(record);
        };
        job.complete(job(folder.log(), FailureFilter.ALL, LIMITS.withPerSecond(100), cancelling));

        var report = job.join().run();

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.CANCELLED);
        assertThat(report.arrived()).isBetween(10L, 29L);
        assertThat(folder.pending()).hasSize((int) (30 - report.arrived()));
        assertThat(run(FailureFilter.ALL, LIMITS).started()).isEqualTo(30 - report.arrived());
        assertThat(arrived)
                .extracting(KafkaRecord::offset)
                .doesNotHaveDuplicates()
                .hasSize(30);
    }

    @Test
    void whateverAKilledJobDidNotMarkIsReplayedByTheNext() throws Exception {
        folder.park(1_500);
        var dying = new DyingLog(folder.log(), 2);
        var job = job(dying, FailureFilter.ALL, LIMITS.withPerSecond(1_000), this::arrive);
        var killed = inBackground(job);
        await().atMost(ofMinutes(2)).until(() -> dying.isDead());
        int before = arrived.size();
        int pending = folder.pending().size();
        job.cancel();
        killed.join();

        var report = run(FailureFilter.ALL, LIMITS);

        assertThat(before).isLessThan(1_530);
        assertThat(pending).isBetween(1, 1_529);
        assertThat(report.outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(report.started()).isEqualTo(pending);
        assertThat(arrived.stream().map(ParkedFolder::valueOf).distinct()).hasSize(1_500);
        assertThat(arrived.size() - 1_530).isBetween(1, ReplaySource.WINDOW);
        assertThat(folder.pending()).isEmpty();
    }

    @Test
    void oneStoreIsReplayedByOneJobAtATime() throws IOException {
        var held = new CompletableFuture<Object>();
        var first = job(folder.log(), FailureFilter.ALL, LIMITS, r -> held.thenCompose(any -> arrive(r)));
        var ended = inBackground(first);
        await().atMost(ofMinutes(2)).until(() -> first.progress().started() == 30);

        assertThatThrownBy(() -> run(FailureFilter.ALL, LIMITS))
                .isInstanceOf(StoreReservedException.class)
                .hasMessageContaining(folder.path().toString())
                .hasMessageContaining("another replay is under way");
        held.complete("go on");
        var report = ended.join();

        assertThat(report.arrived()).isEqualTo(30);
        assertThat(arrived).hasSize(30);
        assertThat(run(FailureFilter.ALL, LIMITS).outcome()).isEqualTo(ReplayOutcome.DONE);
        assertThat(Files.readAllLines(scratch.resolve("audit.jsonl"))).hasSize(4);
    }

    @Test
    void marksThatAreRefusedAreToldAndNothingIsLost() throws IOException {
        var report = job(
                        new DyingLog(folder.log(), 0),
                        FailureFilter.ALL,
                        LIMITS.withPatience(ofMillis(600)),
                        this::arrive)
                .run();

        assertThat(report.outcome()).isEqualTo(ReplayOutcome.STALLED);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("disk full")
                .contains("delivered again");
        assertThat(folder.pending()).hasSize(30);
    }

    @Test
    void theAuditSaysWhoAskedForWhatAndHowItEnded() throws IOException {
        var report = run(
                FailureFilter.ALL.withKey("key-1"), LIMITS.withAtMost(2).withCanary(1), failing(r -> r.offset() == 11));

        List<JsonNode> lines = Files.readAllLines(scratch.resolve("audit.jsonl")).stream()
                .map(JSON::readTree)
                .toList();
        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.path("job").asString().equals(report.job()));
        assertThat(lines.get(0).path("event").asString()).isEqualTo("started");
        assertThat(lines.get(0).path("who").asString()).isEqualTo("me");
        assertThat(lines.get(0).path("filter").asString()).isEqualTo("key=\"key-1\"");
        assertThat(lines.get(0).path("at_most").asInt()).isEqualTo(2);
        assertThat(lines.get(0).path("canary").asInt()).isEqualTo(1);
        assertThat(lines.get(1).path("outcome").asString()).isEqualTo("done");
        assertThat(lines.get(1).path("arrived").asInt()).isEqualTo(1);
        assertThat(lines.get(1).path("failed_again").asInt()).isEqualTo(1);
        assertThat(lines.get(1).path("unfinished").asInt(-1)).isZero();
    }

    @Test
    void aLogThatCannotBeOpenedEndsTheJobAndTheAudit() throws IOException {
        FailureLog broken = new DyingLog(folder.log(), 0) {
            @Override
            public FailureCursor open() throws IOException {
                throw new IOException("no permission");
            }
        };
        var job = job(broken, FailureFilter.ALL, LIMITS, this::arrive);

        assertThatThrownBy(job::run).isInstanceOf(IOException.class).hasMessage("no permission");
        assertThat(Files.readString(scratch.resolve("audit.jsonl"))).contains("\"outcome\":\"stopped\"");
    }

    @Test
    void aDamagedLineIsToldAndStopsNoOther() throws IOException {
        Files.writeString(folder.path().resolve("r0/failed_items_2026-02-04.jsonl"), "{\"n\": \n");

        var report = run(FailureFilter.ALL, LIMITS);

        assertThat(report.arrived()).isEqualTo(30);
        assertThat(report.problems()).singleElement().asString().contains("2026-02-04.jsonl:1  not JSON");
    }

    private ReplayReport run(FailureFilter filter, ReplayLimits limits) throws IOException {
        return run(filter, limits, this::arrive);
    }

    private ReplayReport run(FailureFilter filter, ReplayLimits limits, Sink<KafkaRecord> sink) throws IOException {
        return job(folder.log(), filter, limits, sink).run();
    }

    private ReplayJob job(FailureLog log, FailureFilter filter, ReplayLimits limits, Sink<KafkaRecord> sink) {
        var like = Pipeline.from(() -> {
                    throw new AssertionError("the pipeline's own source is not opened");
                })
                .ordered(Ordering.key())
                .within(dev.waybill.delivery.Limits.DEFAULT.withDrain(ofMillis(200)))
                .parkingIn(folder.store())
                .to(sink);
        var request = new ReplayRequest(filter, limits, "me");
        return new ReplayJob(log, like, request, new ReplayAudit(scratch.resolve("audit.jsonl")));
    }

    private static CompletableFuture<ReplayReport> inBackground(ReplayJob job) {
        var ended = new CompletableFuture<ReplayReport>();
        var thread = new Thread(
                () -> {
                    try {
                        ended.complete(job.run());
                    } catch (IOException | RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                },
                "replay");
        thread.start();
        return ended;
    }

    private CompletableFuture<KafkaRecord> arrive(KafkaRecord record) {
        arrived.add(record);
        return CompletableFuture.completedFuture(record);
    }

    private Sink<KafkaRecord> failing(Predicate<KafkaRecord> which) {
        return record -> which.test(record)
                ? CompletableFuture.failedFuture(DeliveryException.poison("still no"))
                : arrive(record);
    }

    /** Takes marks so many times, and never again: what the process did after that is as if it had been killed. */
    private static class DyingLog implements FailureLog {
        private final FailureLog log;
        private int marksToTake;
        private volatile boolean isDead;

        DyingLog(FailureLog log, int marksToTake) {
            this.log = log;
            this.marksToTake = marksToTake;
        }

        boolean isDead() {
            return isDead;
        }

        @Override
        public FailureCursor open() throws IOException {
            return log.open();
        }

        @Override
        public Reservation reserve() throws IOException {
            return log.reserve();
        }

        @Override
        public void note(Collection<FailureNote> notes) throws IOException {
            log.note(notes);
        }

        @Override
        public void settle(Collection<FailureEntry> entries) throws IOException {
            if (marksToTake == 0) {
                isDead = true;
                throw new IOException("disk full");
            }
            marksToTake--;
            log.settle(entries);
        }
    }
}
