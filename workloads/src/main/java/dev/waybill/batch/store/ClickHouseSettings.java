package dev.waybill.batch.store;

import java.net.URI;
import java.time.Duration;

/**
 * Which ClickHouse server, as whom, and how hard.
 *
 * @param address of its HTTP interface, for example {@code http://localhost:8123}
 * @param database where the tables are; must be there
 * @param timeout for one exchange from connecting to the last byte of the answer; one that carries rows has a minute more
 * @param maxInFlight requests under way at once; as many again that carry rows
 */
public record ClickHouseSettings(
        URI address,
        String user,
        Password password,
        String database,
        boolean verifyHttps,
        Duration timeout,
        int maxInFlight) {
    /** The user {@code default} without a password, database {@code default}, half a minute, 8 requests at once. */
    public static ClickHouseSettings of(URI address) {
        return new ClickHouseSettings(address, "default", Password.NONE, "default", true, Duration.ofSeconds(30), 8);
    }

    public ClickHouseSettings withUser(String name, Password secret) {
        return new ClickHouseSettings(address, name, secret, database, verifyHttps, timeout, maxInFlight);
    }

    public ClickHouseSettings withDatabase(String name) {
        return new ClickHouseSettings(address, user, password, name, verifyHttps, timeout, maxInFlight);
    }

    public ClickHouseSettings withTimeout(Duration value) {
        return new ClickHouseSettings(address, user, password, database, verifyHttps, value, maxInFlight);
    }

    public ClickHouseSettings withMaxInFlight(int value) {
        return new ClickHouseSettings(address, user, password, database, verifyHttps, timeout, value);
    }

    Duration insertTimeout() {
        return timeout.plusMinutes(1);
    }
}
