package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.registry.ReceivedRegistry;
import java.time.Duration;
import java.time.Instant;

/** What time asks for: moves to disk what waits too long, drops what is of no use. Thread-safe: holds no state of its own. */
record Housekeeping(Assemblies assemblies, AssemblySettings settings, ReceivedRegistry registry) {
    /** {@code lastChunk} is when one came of any file. */
    void run(Instant lastChunk, Instant now) {
        boolean isStill = hasPassed(lastChunk, AssemblySettings.STANDSTILL, now);
        for (var assembly : assemblies.all()) {
            if (assembly.whole().isEmpty()) {
                look(assembly, isStill, now);
            } else if (hasPassed(assembly.last(), settings.quiet(), now)) {
                assemblies.spill(assembly);
            }
        }
    }

    private void look(Assembly assembly, boolean isStill, Instant now) {
        boolean isQuiet = hasPassed(assembly.last(), settings.quiet(), now);
        if (hasPassed(assembly.last(), settings.repeatQuiet(), now) && isOfNoUse(assembly)) {
            assemblies.drop(assembly);
        } else if (assembly.isInMemory() && (isQuiet || isStill)) {
            assemblies.spill(assembly);
        }
    }

    private boolean isOfNoUse(Assembly assembly) {
        FileVersion version = assembly.version();
        return assembly.isRepeat()
                || registry.last(version.path())
                        .filter(file -> file.isNewerThan(version.modified()))
                        .isPresent();
    }

    private static boolean hasPassed(Instant since, Duration duration, Instant now) {
        return Duration.between(since, now).compareTo(duration) >= 0;
    }
}
