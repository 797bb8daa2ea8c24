package dev.waybill.batch.work;

import dev.waybill.batch.block.Block;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A failure store that also tells the job of a parked block. One thread at a time uses it. */
final class ParkedBlocks implements FailureStore {
    private final FailureStore store;
    private final LedgerWriter writer;
    private final WorkerMeters meters;
    private final InstantSource clock;

    ParkedBlocks(FailureStore store, LedgerWriter writer, WorkerMeters meters, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void park(List<ParkedRecord> records) throws IOException {
        store.park(records);
        for (ParkedRecord parked : records) {
            var block = block(parked);
            if (block.isPresent()) {
                tell(block.get(), parked.failure().reason());
            }
            meters.parked();
        }
    }

    /** Empty for a record that is no block: it belongs to no job. */
    private static Optional<Block> block(ParkedRecord parked) {
        try {
            return Optional.of(BlockCodec.read(parked.record()));
        } catch (DeliveryException e) {
            return Optional.empty();
        }
    }

    private void tell(Block block, String reason) throws IOException {
        long now = clock.millis();
        try {
            writer.write(new BlockEntry(block.job(), block.index(), Outcome.FAILED, 0, 0, Map.of(), now, now, reason));
        } catch (DeliveryException e) {
            throw new IOException(e.failure().reason(), e);
        }
    }
}
