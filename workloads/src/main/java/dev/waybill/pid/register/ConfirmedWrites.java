package dev.waybill.pid.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fingerprint of the last record this process wrote to each handle, for the handles written most recently.
 *
 * <p>Thread-safe: guarded by {@code this}. Forgetting costs a needless write, never a missing one.
 */
final class ConfirmedWrites {
    private final Map<String, Fingerprint> byHandle;

    ConfirmedWrites(int capacity) {
        this.byHandle = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Fingerprint> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The first 128 bits of a SHA-256. */
    record Fingerprint(long high, long low) {
        static Fingerprint of(HandleRecord record) {
            MessageDigest digest = sha256();
            for (HandleValue value : record.values()) {
                String line = value.index() + "\t" + value.type() + "\t" + value.data() + "\n";
                digest.update(line.getBytes(UTF_8));
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    synchronized boolean isLast(HandleRecord record) {
        return Fingerprint.of(record).equals(byHandle.get(record.handle()));
    }

    synchronized void confirmed(HandleRecord record) {
        byHandle.put(record.handle(), Fingerprint.of(record));
    }

    /** What the service has under this handle is no longer known. */
    synchronized void forget(String handle) {
        byHandle.remove(handle);
    }
}
