package dev.waybill.batch.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file that another thread still writes: waits for what is to come. One thread reads, any other says how far the file is.
 */
final class GrowingFile extends InputStream {
    private final InputStream file;
    private final Object lock = new Object();

    /** Bytes that may be read; guarded by {@code lock}, as the two below. */
    private long written;

    private boolean isWhole;
    private boolean isGivenUp;

    /** Of the reader. */
    private long at;

    GrowingFile(Path path) throws IOException {
        this.file = Files.newInputStream(path);
    }

    /** So many bytes are there. */
    void grow(long bytes) {
        synchronized (lock) {
            written = bytes;
            lock.notifyAll();
        }
    }

    /** What is there is all. */
    void complete() {
        synchronized (lock) {
            isWhole = true;
            lock.notifyAll();
        }
    }

    /** Whoever reads is told that it is for nothing. */
    void giveUp() {
        synchronized (lock) {
            isGivenUp = true;
            lock.notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        long there = awaitMore() - at;
        if (there == 0) {
            return -1;
        }
        int read = file.read(into, from, (int) Math.min(length, there));
        at += Math.max(0, read);
        return read;
    }

    private long awaitMore() throws InterruptedIOException {
        synchronized (lock) {
            while (written == at && !isWhole && !isGivenUp) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("the process ends");
                }
            }
            if (isGivenUp) {
                throw new InterruptedIOException("the upload broke off, or nobody needs its blocks");
            }
            return written;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
