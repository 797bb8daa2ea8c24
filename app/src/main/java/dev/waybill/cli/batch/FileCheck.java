package dev.waybill.cli.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Checks the blocks of a file on several threads, and hands them on in order. A few blocks are in memory at once, however large the
 * file is.
 *
 * <p>Used by the thread that made it.
 */
final class FileCheck implements AutoCloseable {
    /** More would not make a disk faster, and each holds a block in memory. */
    private static final int MOST_THREADS = 4;

    private final Schema schema;
    private final int threads;
    private final ExecutorService workers;
    private final Queue<RowChecker> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Future<Checked>> inFlight = new ArrayDeque<>();

    FileCheck(Schema schema, int processors) {
        this.schema = schema;
        this.threads = Math.min(processors, MOST_THREADS);
        this.workers = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "check");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Checks all blocks.
     *
     * @param each is told of each block in order, and says whether to go on
     * @throws UnreadableFileException where the file breaks off; blocks before that were handed on
     */
    void run(BlockCutter file, Predicate<Checked> each)
            throws IOException, UnreadableFileException, InterruptedException {
        boolean isWanted = true;
        try {
            for (Rows rows = file.next(); rows != null && isWanted; rows = file.next()) {
                Rows block = rows;
                inFlight.add(workers.submit(() -> check(block)));
                isWanted = inFlight.size() <= threads || each.test(oldest());
            }
        } catch (UnreadableFileException e) {
            handOn(isWanted, each);
            throw e;
        }
        handOn(isWanted, each);
    }

    private void handOn(boolean isFirstWanted, Predicate<Checked> each) throws InterruptedException {
        boolean isWanted = isFirstWanted;
        while (isWanted && !inFlight.isEmpty()) {
            isWanted = each.test(oldest());
        }
    }

    private Checked check(Rows rows) {
        RowChecker known = idle.poll();
        RowChecker checker = known == null ? new RowChecker(schema) : known;
        Checked checked = checker.check(rows);
        idle.add(checker);
        return checked;
    }

    private Checked oldest() throws InterruptedException {
        try {
            return inFlight.remove().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed", e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
