package dev.waybill.batch.upload;

import dev.waybill.batch.block.Block;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;

/**
 * From a file of the spool to its blocks on the topic, and the word that these are all. Doing it again changes nothing: the same
 * file has the same blocks. Used by one thread for a job at a time.
 */
final class Cutting {
    private final Spool spool;
    private final BlockSender sender;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final InstantSource clock;

    Cutting(Spool spool, BlockSender sender, Ledger ledger, LedgerWriter writer, InstantSource clock) {
        this.spool = spool;
        this.sender = sender;
        this.ledger = ledger;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Returns when the ledger has it that all is sent; the file is gone then.
     *
     * @throws dev.waybill.failure.DeliveryException if Kafka does not take it now
     */
    void send(JobEntry job) throws IOException {
        boolean isSealed =
                ledger.job(job.id()).map(status -> status.job().seal() != null).orElse(false);
        if (isSealed) { // by another API that was sent the same file
            spool.forget(job.id());
            return;
        }
        var sending = sender.sending();
        int blocks = 0;
        long rows = 0;
        String problem = null;
        try (var cutter = BlockCutter.open(spool.file(job.id()), BlockSize.DEFAULT)) {
            for (Rows next = cutter.next(); next != null && !isOver(job); next = cutter.next()) {
                sending.send(new Block(job.id(), blocks, next));
                blocks++;
                rows += next.count();
            }
        } catch (UnreadableFileException e) {
            problem = e.getMessage();
        }
        sending.finish();
        writer.write(job.sealed(new Seal(blocks, rows, clock.millis(), problem)));
        spool.forget(job.id());
    }

    private boolean isOver(JobEntry job) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the process ends");
        }
        return ledger.job(job.id())
                .filter(status -> status.state().isTerminal())
                .isPresent();
    }
}
