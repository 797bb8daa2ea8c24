package dev.waybill.delivery;

/**
 * When the records of a partition were read, to within a part of their age: a bounded number of samples, taken seldom,
 * of how far it had been read. Costs nothing per record. Confined to the loop's thread.
 */
final class ReadTimes {
    private static final int MOST = 64;

    private final long[] next = new long[MOST];
    private final long[] nanos = new long[MOST];
    private int size;

    /** Nanoseconds between two samples, at least; grows with the time they cover. */
    private long spacing;

    /** By now everything below {@code readTo} has been read; everything below {@code head} is settled. */
    void sample(long head, long readTo, long nowNanos) {
        dropUpTo(head);
        if (size == 0) {
            spacing = 0;
        } else if (next[size - 1] >= readTo || nowNanos - nanos[size - 1] < spacing) {
            return;
        }
        if (readTo <= head) {
            return;
        }
        if (size == MOST) {
            thin();
        }
        next[size] = readTo;
        nanos[size++] = nowNanos;
    }

    /** The earliest moment at which {@code offset} is known to have been read; {@code otherwise} if none is. */
    long readBy(long offset, long otherwise) {
        for (int i = 0; i < size; i++) {
            if (next[i] > offset) {
                return nanos[i];
            }
        }
        return otherwise;
    }

    private void dropUpTo(long head) {
        int gone = 0;
        while (gone < size && next[gone] <= head) {
            gone++;
        }
        System.arraycopy(next, gone, next, 0, size - gone);
        System.arraycopy(nanos, gone, nanos, 0, size - gone);
        size -= gone;
    }

    /** Keeps every other sample, the first among them: the head's own time stays exact. */
    private void thin() {
        for (int i = 0; 2 * i < size; i++) {
            next[i] = next[2 * i];
            nanos[i] = nanos[2 * i];
        }
        size = (size + 1) / 2;
        spacing = (nanos[size - 1] - nanos[0]) / size;
    }
}
