package dev.waybill.files.girder;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream, hashed as they pass. Not thread-safe. */
final class Stretch extends FilterInputStream {
    private final RunningHash hash;
    private long left;

    Stretch(InputStream content, long length, RunningHash hash) {
        super(content);
        this.left = length;
        this.hash = hash;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = super.read(bytes, offset, (int) Math.min(left, length));
        if (read > 0) {
            hash.add(bytes, offset, read);
            left -= read;
        }
        return read;
    }
}
