package dev.waybill.files.chunk;

import java.nio.ByteBuffer;

/**
 * One chunk of a data file.
 *
 * @param index counts from 1 up to the number of chunks
 * @param offset where the data belongs in the file, in bytes
 * @param data read-only, from its position to its limit; whoever reads it does so from a duplicate
 */
public record FileChunk(FileVersion file, int index, long offset, ByteBuffer data) {
    public FileChunk {
        if (index < 1 || index > file.chunks()) {
            throw new IllegalArgumentException("expected a chunk index from 1 to " + file.chunks() + ", got " + index);
        }
        if (offset < 0 || offset > Long.MAX_VALUE - data.remaining()) {
            throw new IllegalArgumentException("expected an offset of 0 or more, got " + offset);
        }
        data = data.asReadOnlyBuffer();
    }

    /** The file this belongs to, on the topic it was read from. */
    public FileIdentity identity(String topic) {
        return new FileIdentity(topic, file.path(), file.hash());
    }

    /**
     * The text of the record's key. Two paths may have the same ({@code a_b/c} and {@code a/b_c}), so nothing is ever told
     * from it.
     */
    public String key() {
        return file.path().folder().replace('/', '_') + "_" + file.path().name() + "_chunk_" + index + "_of_"
                + file.chunks();
    }
}
