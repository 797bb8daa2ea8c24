package dev.waybill.batch.upload;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.failure.DeliveryException;
import dev.waybill.local.kafka.KafkaBroker;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Removals over a ledger on a real broker; the store is a list of what was asked of it. */
class RemovalsIT {
    private static final ModelEntry MODEL = new ModelEntry("a1b2c3d4", "purchases", "{\"a\":\"String\"}", 1, 5);
    private static final String OLDER = "0000beef";
    private static final String YOUNGER = "0000cafe";

    private final List<String> removed = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> trouble = new AtomicReference<>();

    @SuppressWarnings("NullAway.Init")
    private KafkaBroker broker;

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    @SuppressWarnings("NullAway.Init")
    private LedgerWriter writer;

    @SuppressWarnings("NullAway.Init")
    private Removals removals;

    @BeforeEach
    void start() throws IOException {
        broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY);
        var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        BatchTopics.ensure(kafka);
        ledger = Ledger.follow(kafka);
        writer = LedgerWriter.connect(kafka);
    }

    @AfterEach
    void stop() {
        removals.close();
        writer.close();
        ledger.close();
        broker.close();
    }

    static List<RuntimeException> troubles() {
        return List.of(
                DeliveryException.unavailable("ClickHouse is away", null), new IllegalStateException("a defect"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void aJobThatCannotBeRemovedKeepsNoOtherWaitingAndIsRemovedLater(RuntimeException thrown) {
        trouble.set(thrown);
        tellOfCancelled(OLDER, 1, 3);
        tellOfCancelled(YOUNGER, 2, 3);

        look();
        await().atMost(ofMinutes(2)).until(() -> isRemoved(YOUNGER));
        assertThat(isRemoved(OLDER)).isFalse();
        trouble.set(null);
        await().atMost(ofMinutes(2)).until(() -> isRemoved(OLDER));

        assertThat(removed).containsExactly(YOUNGER, OLDER);
    }

    @Test
    void aJobThatHasStoredNothingIsRemovedWithoutAskingTheStore() {
        tellOfCancelled(OLDER, 1, 0);

        look();
        await().atMost(ofMinutes(2)).until(() -> isRemoved(OLDER));

        assertThat(removed).isEmpty();
    }

    private void look() {
        removals = Removals.start(ledger, writer, this::remove, InstantSource.system());
    }

    private void remove(String model, String job) {
        assertThat(model).isEqualTo(MODEL.id());
        RuntimeException now = trouble.get();
        if (now != null && job.equals(OLDER)) {
            throw now;
        }
        removed.add(job);
    }

    private boolean isRemoved(String job) {
        return ledger.job(job).orElseThrow().blocks().areRemoved();
    }

    /** A job of two blocks, cancelled after the first, whose rows are to go. */
    private void tellOfCancelled(String id, long createdAtMs, int stored) {
        var upload = new Upload("a.csv", 10, "00", "CSV");
        var job = new JobEntry(id, MODEL, upload, Request.PLAIN, "api", createdAtMs, null);
        writer.write(job.sealed(new Seal(2, 6, createdAtMs, null)));
        writer.write(new BlockEntry(id, 0, Outcome.STORED, 3, stored, Map.of(), 1, 2, ""));
        writer.write(new CancelEntry(id, true, false, 3));
        writer.write(new BlockEntry(id, 1, Outcome.SKIPPED, 0, 0, Map.of(), 4, 5, ""));
        ledger.catchUp(ofMinutes(2));
    }
}
