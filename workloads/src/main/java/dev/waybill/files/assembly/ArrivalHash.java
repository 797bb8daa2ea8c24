package dev.waybill.files.assembly;

import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The SHA-512 of a file, taken while its chunks come: from the first byte on, as far as there is no gap. What remains is read once
 * all are there.
 *
 * <p>Thread-safe. One thread at a time hashes; one that comes with a chunk meanwhile goes on, and leaves it to the next.
 */
final class ArrivalHash {
    private static final int BUFFER = 64 * 1024;

    private final ReentrantLock hashing = new ReentrantLock();
    private MessageDigest digest = Sha512.running();
    private long position;
    private volatile boolean isLeftToTheEnd;

    /** A chunk has come, {@code data} from {@code offset} on, and {@code content} has no gap before {@code end} now. */
    void advance(long offset, ByteBuffer data, Content content, long end) {
        if (isLeftToTheEnd || !hashing.tryLock()) {
            return;
        }
        try {
            if (offset == position) {
                position += data.remaining();
                digest.update(data.duplicate());
            }
            if (position < end) {
                read(content, end);
            }
        } catch (IOException e) {
            leaveToTheEnd(); // whoever needs the hash finds out whether it can be read
        } finally {
            hashing.unlock();
        }
    }

    /** What was hashed may be there no longer: from now on nothing is before all is there. Takes no lock. */
    void leaveToTheEnd() {
        isLeftToTheEnd = true;
    }

    /** Of the whole content. */
    Sha512 of(Content content) throws IOException {
        hashing.lock();
        try {
            if (isLeftToTheEnd) {
                begin();
            }
            read(content, Long.MAX_VALUE);
            var whole = Sha512.of(digest.digest());
            begin();
            return whole;
        } finally {
            hashing.unlock();
        }
    }

    private void begin() {
        digest = Sha512.running();
        position = 0;
    }

    private void read(Content content, long end) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.from(position)) {
            while (position < end) {
                int read = in.read(buffer, 0, (int) Math.min(BUFFER, end - position));
                if (read < 0) {
                    return;
                }
                digest.update(buffer, 0, read);
                position += read;
            }
        }
    }
}
