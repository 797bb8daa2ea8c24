package dev.waybill.batch.block;

import dev.waybill.batch.read.OpenFile;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.batch.read.parquet.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the rows of a Parquet file. Used by one thread. */
final class ParquetCutter implements Cutter {
    /** Parquet is read from its end; one within gzip or Zstandard is written out first, up to this size. */
    private static final long LARGEST_UNPACKED = 4L << 30;

    private static final int BEGINNING = 1 << 16;

    private final ParquetRows file;
    private final @Nullable Path unpacked;
    private final BlockSize size;
    private final List<String> header;
    private byte @Nullable [] pending;

    /** Of the pending row, or of the one that is looked at, in full. */
    private long length;

    private long row = 1;

    private ParquetCutter(ParquetRows file, @Nullable Path unpacked, BlockSize size) {
        this.file = file;
        this.unpacked = unpacked;
        this.size = size;
        this.header = file.header();
    }

    /** Takes {@code open} over. */
    static ParquetCutter open(OpenFile open, Path path, BlockSize size) throws IOException, UnreadableFileException {
        try (open) {
            if (!open.isCompressed()) {
                return new ParquetCutter(ParquetRows.open(path), null, size);
            }
            Path unpacked = Files.createTempFile("waybill-", ".parquet");
            try {
                unpack(open, unpacked);
                return new ParquetCutter(ParquetRows.open(unpacked), unpacked, size);
            } catch (IOException | UnreadableFileException | RuntimeException e) {
                Files.deleteIfExists(unpacked);
                throw e;
            }
        }
    }

    private static void unpack(OpenFile from, Path to) throws IOException, UnreadableFileException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int read = from.read(buffer, 0, buffer.length);
                    read >= 0;
                    read = from.read(buffer, 0, buffer.length)) {
                total += read;
                if (total > LARGEST_UNPACKED) {
                    throw new UnreadableFileException(
                            "Parquet of more than " + LARGEST_UNPACKED
                                    + " bytes within compressed data; expected the Parquet file itself, which is compressed inside");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public @Nullable Rows next() throws IOException, UnreadableFileException {
        var block = new ByteArrayOutputStream();
        int rows = 0;
        byte[] line = pending == null ? read() : pending;
        pending = null;
        while (line != null) {
            boolean isTooLong = length > Rows.LONGEST_ROW;
            if (rows > 0 && (isTooLong || block.size() + line.length > size.bytes() || rows == size.rows())) {
                pending = line;
                break;
            }
            if (isTooLong) {
                return rows(Arrays.copyOf(line, BEGINNING), 1, length);
            }
            block.writeBytes(line);
            rows++;
            line = read();
        }
        return rows == 0 ? null : rows(block.toByteArray(), rows, 0);
    }

    private byte @Nullable [] read() throws IOException, UnreadableFileException {
        byte[] line = file.next();
        length = file.length();
        return line;
    }

    private Rows rows(byte[] bytes, int count, long tooLong) {
        var rows = new Rows(RowFormat.ROWS, header, row, row, count, bytes, tooLong);
        row += count;
        return rows;
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (unpacked != null) {
                Files.deleteIfExists(unpacked);
            }
        }
    }
}
