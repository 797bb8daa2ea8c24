package dev.waybill.batch.block;

import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts one kind of file. */
interface Cutter extends AutoCloseable {
    /** Null at the end. */
    @Nullable
    Rows next() throws IOException, UnreadableFileException;

    long bytesRead();

    @Override
    void close() throws IOException;
}
