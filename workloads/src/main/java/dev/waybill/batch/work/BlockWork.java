package dev.waybill.batch.work;

import static java.util.stream.Collectors.toMap;

import dev.waybill.batch.block.Block;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.check.Checked;
import dev.waybill.batch.ledger.Entry.BegunEntry;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.store.DataRows;
import dev.waybill.batch.store.EncodedRows;
import dev.waybill.batch.store.Origin;
import dev.waybill.batch.store.RejectedRows;
import dev.waybill.batch.store.StoredBlock.RefusedRow;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Does one block: checks its rows, stores them and their rejects, and says so in the ledger. Whoever does a block again changes
 * nothing, because every insert has a token that follows from the block.
 *
 * <p>Thread-safe; each call holds its thread until the block is done with.
 */
final class BlockWork implements Consumer<KafkaRecord> {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final PreparedModels models;
    private final DataRows data;
    private final RejectedRows rejects;
    private final WorkerMeters meters;
    private final InstantSource clock;
    private final Checkers checkers = new Checkers();

    BlockWork(Ledger ledger, LedgerWriter writer, Stores stores, WorkerMeters meters, InstantSource clock) {
        this.ledger = ledger;
        this.writer = writer;
        this.models = stores.models();
        this.data = stores.data();
        this.rejects = stores.rejects();
        this.meters = meters;
        this.clock = clock;
    }

    /** Where rows go. */
    record Stores(PreparedModels models, DataRows data, RejectedRows rejects) {}

    @Override
    public void accept(KafkaRecord record) {
        var block = BlockCodec.read(record);
        var status = job(block);
        if (ledger.outcome(block.job(), block.index())
                .filter(Outcome.STORED::equals)
                .isPresent()) {
            return;
        }
        long started = clock.millis();
        if (status.blocks().areLeftOut()) {
            skip(block, started);
            return;
        }
        if (status.moments().begun().isEmpty()) {
            writer.write(new BegunEntry(block.job(), started));
        }
        store(status.job(), block, started);
    }

    private JobStatus job(Block block) {
        var known = ledger.job(block.job());
        if (known.isPresent()) {
            return known.get();
        }
        ledger.catchUp(CATCH_UP);
        return ledger.job(block.job())
                .orElseThrow(() -> DeliveryException.poison("the ledger has no job " + block.job()));
    }

    private void skip(Block block, long started) {
        writer.write(new BlockEntry(
                block.job(), block.index(), Outcome.SKIPPED, 0, 0, Map.of(), started, clock.millis(), ""));
    }

    private void store(JobEntry job, Block block, long started) {
        Schema schema = schema(job);
        var outcome = insert(job, block, schema, check(schema, block, Map.of()));
        long total = outcome.checked().total();
        long ok = outcome.checked().ok();
        writer.write(new BlockEntry(
                block.job(), block.index(), Outcome.STORED, total, ok, outcome.codes(), started, clock.millis(), ""));
        meters.stored(total, ok, Duration.ofMillis(clock.millis() - started));
    }

    private BlockOutcome insert(JobEntry job, Block block, Schema schema, Checked checked) {
        try {
            return insertOnce(job, block, schema, checked);
        } catch (DeliveryException e) {
            if (e.failure().failureClass() != FailureClass.MISCONFIGURED) {
                throw e;
            }
            models.forget(); // somebody may have dropped a table
            return insertOnce(job, block, schema(job), checked);
        }
    }

    private BlockOutcome insertOnce(JobEntry job, Block block, Schema schema, Checked checked) {
        var origin = new Origin(block.job(), block.index(), job.model().version());
        var rows = new EncodedRows(checked.ok(), checked::bytes);
        var refused = data.store(job.model().id(), schema.names(), origin, rows).refused();
        var outcome = new BlockOutcome(refused.isEmpty() ? checked : check(schema, block, reasons(refused)));
        rejects.store(origin, outcome.rejected());
        return outcome;
    }

    private static Map<Integer, String> reasons(List<RefusedRow> refused) {
        return refused.stream().collect(toMap(RefusedRow::index, RefusedRow::reason));
    }

    private Schema schema(JobEntry job) {
        try {
            return models.schema(job.model());
        } catch (IllegalArgumentException e) {
            throw DeliveryException.poison("the model of job " + job.id() + " cannot be read: " + e.getMessage());
        }
    }

    /** The check is pure: what it threw once it throws again. */
    private Checked check(Schema schema, Block block, Map<Integer, String> refused) {
        try {
            return checkers.check(schema, block.rows(), refused);
        } catch (RuntimeException e) {
            throw new DeliveryException(
                    new Failure(FailureClass.POISON, "the rows cannot be checked, a defect of Waybill: " + e, null, e));
        }
    }
}
