package dev.waybill.batch.upload;

import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.block.PackedRows;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.Seal;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.batch.upload.BlockSender.Sending;
import dev.waybill.batch.upload.HeadStart.First;
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
     * @param first the first blocks of the file, which need not be cut again
     * @throws dev.waybill.failure.DeliveryException if Kafka does not take it now
     */
    void send(JobEntry job, First first) throws IOException {
        boolean isSealed =
                ledger.job(job.id()).map(status -> status.job().seal() != null).orElse(false);
        if (isSealed) { // by another API that was sent the same file
            spool.forget(job.id());
            return;
        }
        var sending = sender.sending(job.id());
        String problem = null;
        try {
            for (PackedRows next : first.blocks()) {
                sending.send(next);
            }
            if (!first.areAll()) {
                sendRest(job, sending);
            }
        } catch (UnreadableFileException e) {
            problem = e.getMessage();
        }
        sending.finish();
        writer.write(job.sealed(new Seal(sending.blocks(), sending.rows(), clock.millis(), problem)));
        spool.forget(job.id());
    }

    /** What follows behind the blocks that are sent. */
    private void sendRest(JobEntry job, Sending sending) throws IOException, UnreadableFileException {
        try (var cutter = BlockCutter.open(spool.file(job.id()), BlockSize.DEFAULT)) {
            int cut = 0;
            for (Rows next = cutter.next(); next != null && !isOver(job); next = cutter.next()) {
                if (cut == sending.blocks()) {
                    sending.send(BlockCodec.pack(next));
                }
                cut++;
            }
        }
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
