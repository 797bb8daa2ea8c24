package dev.waybill.files.assembly;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much waits in memory. Thread-safe. */
final class Memory {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger chunks = new AtomicInteger();

    void take(int length) {
        bytes.addAndGet(length);
        chunks.incrementAndGet();
    }

    void release(int length) {
        bytes.addAndGet(-length);
        chunks.decrementAndGet();
    }

    boolean isEmpty() {
        return chunks.get() == 0;
    }

    boolean exceeds(AssemblySettings settings) {
        return bytes.get() > settings.memoryBytes() || chunks.get() > settings.memoryChunks();
    }
}
