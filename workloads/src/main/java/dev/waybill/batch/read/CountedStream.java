package dev.waybill.batch.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that go through it. One thread reads; any may ask. */
final class CountedStream extends FilterInputStream {
    private volatile long count;

    CountedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        add(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        add(Math.max(0, read));
        return read;
    }

    private void add(int read) {
        count = count + read;
    }

    long count() {
        return count;
    }
}
