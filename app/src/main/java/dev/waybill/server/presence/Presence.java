package dev.waybill.server.presence;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A long-running command of this user on this machine, by its own account.
 *
 * @param pid of its process
 * @param processStart when the system started that: another process may get the same pid later
 * @param command as it was typed, secrets masked
 * @param pipeline the name its figures go by
 * @param group its consumer group; absent where it has none
 * @param workload {@code pid}, {@code files}, {@code batch} and so on
 * @param url where it answers {@code /why}, {@code /metrics}, {@code /livez} and {@code /readyz}
 * @param failures where it sets records aside: what {@code --failures} takes, or a topic; absent where that is not known
 */
public record Presence(
        long pid,
        Instant processStart,
        String command,
        String pipeline,
        Optional<String> group,
        String workload,
        URI url,
        Optional<String> failures) {
    /** Whether the process that wrote this still runs. */
    public boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(Presence::start).stream()
                .anyMatch(processStart::equals);
    }

    /** When the system started {@code process}; the epoch where it does not say. */
    static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
