package dev.waybill.batch.block;

import dev.waybill.batch.read.OpenFile;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.util.Arrays;

/** The part of a file that is in memory. Used by one thread. */
final class Window {
    private static final int READ = 1 << 16;

    private final OpenFile file;
    private byte[] bytes;
    private int end;
    private boolean isEnd;

    Window(OpenFile file, int capacity) {
        this.file = file;
        this.bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    /** Whether the file ends where the window does. */
    boolean isEnd() {
        return isEnd;
    }

    /** Forgets what lies before {@code from}, which becomes 0, and reads on. */
    void advance(int from) throws IOException, UnreadableFileException {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, end - from);
            end -= from;
        }
        if (bytes.length - end < READ) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int wanted = bytes.length;
        while (end < wanted && !isEnd) {
            int read = file.read(bytes, end, wanted - end);
            isEnd = read < 0;
            end += Math.max(0, read);
        }
    }
}
