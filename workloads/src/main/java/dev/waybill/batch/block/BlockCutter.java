package dev.waybill.batch.block;

import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into runs of whole rows, in constant memory. What the file is, CSV, JSON lines or Parquet, also in gzip or Zstandard, is
 * seen from its content. Where the cuts are depends on the content and the size alone.
 *
 * <p>Used by one thread.
 */
public final class BlockCutter implements AutoCloseable {
    private BlockCutter() {}

    /**
     * Looks at the beginning of {@code file}.
     *
     * @throws UnreadableFileException where the file as a whole cannot be taken: empty, UTF-16, an unknown format, nested columns
     */
    public static BlockCutter open(Path file, BlockSize size) throws IOException, UnreadableFileException {
        throw new UnsupportedOperationException("to come");
    }

    /**
     * The next rows; null at the end.
     *
     * @throws UnreadableFileException where the file breaks off, for example within compressed data; rows before that were handed out
     */
    public @Nullable Rows next() throws IOException, UnreadableFileException {
        throw new UnsupportedOperationException("to come");
    }

    /** Bytes of the file, as it lies on disk, that were read so far; for progress. */
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() throws IOException {}
}
