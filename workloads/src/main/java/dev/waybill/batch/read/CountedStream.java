package dev.waybill.batch.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that go through it. One thread reads; any may ask. */
final class CountedStream extends FilterInputStream {
    private final AtomicLong count = new AtomicLong();

    CountedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count.addAndGet(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count.addAndGet(Math.max(0, read));
        return read;
    }

    long count() {
        return count.get();
    }
}
