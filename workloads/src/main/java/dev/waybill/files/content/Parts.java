package dev.waybill.files.content;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Parts in memory, one behind the other. */
record Parts(List<ByteBuffer> parts) implements Content {
    @Override
    public long size() {
        return parts.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    @Override
    public InputStream from(long offset) {
        var rest = new ArrayDeque<ByteBuffer>();
        long before = 0;
        for (ByteBuffer part : parts) {
            long skip = Math.min(part.remaining(), Math.max(0, offset - before));
            before += part.remaining();
            rest.add(part.slice(part.position() + (int) skip, part.remaining() - (int) skip));
        }
        return new Stream(rest);
    }

    @Override
    public String toString() {
        return size() + " bytes in memory";
    }

    /** Reads buffers of its own to their ends. Used by one thread. */
    private static final class Stream extends InputStream {
        private final Deque<ByteBuffer> rest;

        Stream(Deque<ByteBuffer> rest) {
            this.rest = rest;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            while (!rest.isEmpty() && !rest.getFirst().hasRemaining()) {
                rest.removeFirst();
            }
            if (rest.isEmpty()) {
                return -1;
            }
            int count = Math.min(length, rest.getFirst().remaining());
            rest.getFirst().get(to, offset, count);
            return count;
        }
    }
}
