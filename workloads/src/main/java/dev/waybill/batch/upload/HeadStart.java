package dev.waybill.batch.upload;

import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.block.PackedRows;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The first blocks of an upload, cut and packed in memory while the rest of it comes. Nobody sees them before there is a job for
 * the whole file; they are those that are cut of the file itself.
 *
 * <p>Thread-safe. Until it is closed it has one of the places of {@link HeadStarts}.
 */
final class HeadStart implements AutoCloseable {
    /** Packed; what comes behind is cut when the file is sent. */
    private static final long MOST_BYTES = 32L << 20;

    private final GrowingFile file;
    private final Runnable freePlace;
    private final CompletableFuture<First> first = new CompletableFuture<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    HeadStart(Path file, Runnable freePlace) throws IOException {
        this.file = new GrowingFile(file);
        this.freePlace = freePlace;
    }

    /**
     * The first blocks of a file.
     *
     * @param areAll whether there are no more
     */
    record First(List<PackedRows> blocks, boolean areAll) {
        static final First NONE = new First(List.of(), false);
    }

    /** So many bytes of the file are there. */
    void grow(long bytes) {
        file.grow(bytes);
    }

    /** The file is whole. */
    void complete() {
        file.complete();
    }

    /** Cuts; returns at the end of the file, or when there is enough in memory, or when it was closed. */
    void run() {
        var blocks = new ArrayList<PackedRows>();
        boolean areAll = false;
        try (file) {
            var cutter = BlockCutter.ofText(file, BlockSize.DEFAULT);
            areAll = cutter.isPresent() && isCutToItsEnd(cutter.get(), blocks);
        } catch (IOException | UnreadableFileException e) {
            areAll = false; // whoever cuts the file itself says what is wrong with it
        } finally {
            first.complete(new First(blocks, areAll));
        }
    }

    private static boolean isCutToItsEnd(BlockCutter cutter, List<PackedRows> blocks)
            throws IOException, UnreadableFileException {
        long bytes = 0;
        for (Rows next = cutter.next(); next != null; next = cutter.next()) {
            PackedRows packed = BlockCodec.pack(next);
            bytes += packed.value().length;
            blocks.add(packed);
            if (bytes >= MOST_BYTES) {
                return false;
            }
        }
        return true;
    }

    /** What was cut of a file that is whole; returns when that is over. */
    First first() throws IOException {
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the process ends");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        }
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            file.giveUp();
            freePlace.run();
        }
    }
}
