package dev.waybill.files.upload;

import dev.waybill.files.chunk.ChunkFields;

/**
 * How files are cut and sent.
 *
 * @param chunkSize in bytes, 1 or more
 * @param threads files that are read at once
 * @param queueBytes chunks read and not yet acknowledged, in bytes; reading pauses there; a little more
 *     where that would not do
 */
public record UploadSettings(String topic, int chunkSize, ChunkFields fields, int threads, long queueBytes) {
    /** What a chunk is larger than its data: names, hashes, numbers. */
    private static final int OVERHEAD = 64 << 10;

    /** Room for the producer's batches. */
    private static final long SMALLEST_QUEUE = 4 << 20;

    /** The largest chunk: a record, and twice one in the queue, must be possible. */
    public static final int LARGEST_CHUNK = 512 << 20;

    public UploadSettings {
        if (!topic.matches("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}")) {
            throw new IllegalArgumentException(
                    "expected a topic name of up to 249 letters a-z, digits, \".\", \"_\" and \"-\", got \"" + topic
                            + '"');
        }
        if (chunkSize < 1 || chunkSize > LARGEST_CHUNK) {
            throw new IllegalArgumentException(
                    "expected a chunk size from 1 to " + LARGEST_CHUNK + ", got " + chunkSize);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("expected 1 thread or more, got " + threads);
        }
        queueBytes = Math.max(queueBytes, SMALLEST_QUEUE + 2L * (chunkSize + OVERHEAD));
    }

    /** The largest record that can come of it. */
    int largestRecord() {
        return chunkSize + OVERHEAD;
    }
}
