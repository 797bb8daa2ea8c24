package dev.waybill.local.handle;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a Handle service stand-in starts with.
 *
 * @param port on the loopback interface; 0 takes a free one
 * @param prefixes what the service is responsible for; anything else is answered with code 301
 * @param users their handles are there from the start
 * @param dataDir where records outlive a restart; absent: memory only
 * @param seed of the generator behind the fault switches
 */
public record HandleServiceSettings(
        int port, List<String> prefixes, List<HandleUser> users, Optional<Path> dataDir, long seed) {
    public HandleServiceSettings {
        prefixes = List.copyOf(prefixes);
        users = List.copyOf(users);
    }

    /** Prefix {@code 21.TEST}, user {@code 300:21.TEST/testuser} with password {@code testpass}, a free port, no disk. */
    public static HandleServiceSettings defaults() {
        var user = new HandleUser(300, "21.TEST/testuser", "testpass", List.of("21.TEST"));
        return new HandleServiceSettings(0, List.of("21.TEST"), List.of(user), Optional.empty(), 1);
    }

    public HandleServiceSettings withPort(int value) {
        return new HandleServiceSettings(value, prefixes, users, dataDir, seed);
    }

    public HandleServiceSettings withDataDir(Path value) {
        return new HandleServiceSettings(port, prefixes, users, Optional.of(value), seed);
    }

    public HandleServiceSettings withPrefixes(List<String> value) {
        return new HandleServiceSettings(port, value, users, dataDir, seed);
    }

    public HandleServiceSettings withUsers(List<HandleUser> value) {
        return new HandleServiceSettings(port, prefixes, value, dataDir, seed);
    }
}
