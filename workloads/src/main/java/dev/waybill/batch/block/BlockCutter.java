package dev.waybill.batch.block;

import dev.waybill.batch.read.FileKind;
import dev.waybill.batch.read.OpenFile;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into runs of whole rows, in constant memory. What the file is, CSV, JSON lines or Parquet, also in gzip or Zstandard, is
 * seen from its content. Where the cuts are depends on the content and the size alone.
 *
 * <p>Used by one thread; {@link #bytesRead()} may be asked by any.
 */
public final class BlockCutter implements AutoCloseable {
    private final FileKind kind;
    private final Cutter cutter;

    private BlockCutter(FileKind kind, Cutter cutter) {
        this.kind = kind;
        this.cutter = cutter;
    }

    /**
     * Looks at the beginning of {@code file}.
     *
     * @throws UnreadableFileException where the file as a whole cannot be taken: empty, UTF-16, an unknown format, nested columns
     */
    public static BlockCutter open(Path file, BlockSize size) throws IOException, UnreadableFileException {
        OpenFile open = OpenFile.open(file);
        try {
            return new BlockCutter(open.kind(), cutter(open, file, size));
        } catch (IOException | UnreadableFileException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /**
     * Cuts text from its beginning on, also while it is still being written: {@code in} waits for what is to come.
     *
     * @return empty for what can only be cut as a file: Parquet, and what is compressed
     * @throws UnreadableFileException as {@link #open} does
     */
    public static Optional<BlockCutter> ofText(InputStream in, BlockSize size)
            throws IOException, UnreadableFileException {
        OpenFile open = OpenFile.open(in);
        if (open.isCompressed() || open.kind() == FileKind.PARQUET) {
            open.close();
            return Optional.empty();
        }
        try {
            var text = open.kind() == FileKind.CSV ? TextCutter.csv(open, size) : TextCutter.lines(open, size);
            return Optional.of(new BlockCutter(open.kind(), text));
        } catch (IOException | UnreadableFileException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static Cutter cutter(OpenFile open, Path file, BlockSize size) throws IOException, UnreadableFileException {
        return switch (open.kind()) {
            case CSV -> TextCutter.csv(open, size);
            case JSONL -> TextCutter.lines(open, size);
            case PARQUET -> ParquetCutter.open(open, file, size);
        };
    }

    /** What the file is. */
    public FileKind kind() {
        return kind;
    }

    /**
     * The next rows; null at the end.
     *
     * @throws UnreadableFileException where the file breaks off, for example within compressed data; rows before that were handed out
     */
    public @Nullable Rows next() throws IOException, UnreadableFileException {
        return cutter.next();
    }

    /** Bytes of the file, as it lies on disk, that were read so far; for progress. */
    public long bytesRead() {
        return cutter.bytesRead();
    }

    @Override
    public void close() throws IOException {
        cutter.close();
    }
}
