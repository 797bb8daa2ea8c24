package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileIdentity;
import java.util.concurrent.locks.ReentrantLock;

/** One delivery at a time to one path, whichever version. Thread-safe. */
final class PathLocks {
    private static final int LOCKS = 256;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    PathLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    void run(FileIdentity file, Runnable action) {
        var lock = locks[Math.floorMod(file.path().hashCode(), LOCKS)];
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
