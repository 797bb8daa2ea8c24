package dev.waybill.local.clickhouse;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a ClickHouse service of the stack starts with.
 *
 * @param port on the loopback interface; 0 takes a free one
 * @param dataDir where tables outlive a restart; absent: memory only
 * @param seed of the generator behind the fault switches
 */
public record ClickHouseServiceSettings(int port, String user, String password, Optional<Path> dataDir, long seed) {
    /** The user {@code default} without a password, a free port, no disk. */
    public static ClickHouseServiceSettings defaults() {
        return new ClickHouseServiceSettings(0, "default", "", Optional.empty(), 1);
    }

    public ClickHouseServiceSettings withPort(int value) {
        return new ClickHouseServiceSettings(value, user, password, dataDir, seed);
    }

    public ClickHouseServiceSettings withUser(String name, String secret) {
        return new ClickHouseServiceSettings(port, name, secret, dataDir, seed);
    }

    public ClickHouseServiceSettings withDataDir(Path value) {
        return new ClickHouseServiceSettings(port, user, password, Optional.of(value), seed);
    }
}
