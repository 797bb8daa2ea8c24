package dev.waybill.cli.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of an earlier program that is accepted and does nothing, and what to know about it.
 *
 * @param pattern the key; a trailing {@code *} stands for anything
 * @param harmless the value that asks for what happens anyway; it is passed over in silence
 */
record Retired(String pattern, @Nullable String harmless, String advice) {
    private static final String STATUS = "waybill shows counts and rates itself; nothing is written to a database";
    private static final String PARKED =
            "a record that cannot be delivered is parked and the run goes on; an outage pauses it";

    private static final List<Retired> ALL = List.of(
            new Retired("kafka.enable.auto.commit", "false", "Waybill commits only after delivery"),
            new Retired("kafka.enable.auto.offset.store", "false", "Waybill commits only after delivery"),
            new Retired("kafka.auto.commit.interval.ms", null, "consumer.commit_interval replaces it"),
            new Retired("kafka.key.deserializer", null, "records are read as bytes"),
            new Retired("kafka.value.deserializer", null, "records are read as bytes"),
            new Retired("kafka.log_level", null, "logging.level replaces it"),
            new Retired("kafka.debug", null, "--debug replaces it"),
            new Retired("kafka.statistics.interval.ms", null, STATUS),
            new Retired("kafka.enable.partition.eof", null, "--exit-at-end replaces it"),
            new Retired("kafka.queued.*", null, "consumer.max_buffered replaces it"),
            new Retired("kafka.socket.keepalive.enable", null, "the Java client decides by itself"),
            new Retired("kafka.broker.address.family", null, "the Java client decides by itself"),
            new Retired("kafka.broker.version.fallback", null, "the Java client asks the broker"),
            new Retired("kafka.api.version.*", null, "the Java client asks the broker"),
            new Retired("consumer.max_errors", "-1", PARKED),
            new Retired("consumer.transient.stop_on_skip", "false", PARKED),
            new Retired("consumer.stop_on_transient_skip", "false", PARKED),
            new Retired("consumer.transient.retries", null, "retry.attempts replaces it"),
            new Retired("consumer.transient_retries", null, "retry.attempts replaces it"),
            new Retired(
                    "consumer.transient.preflight_stac", "false", "an unavailable service pauses the run by itself"),
            new Retired("consumer.preflight_stac", "false", "an unavailable service pauses the run by itself"),
            new Retired("stac.collection", null, "the event names its collection"),
            new Retired("lookup.backend", "stac", "the STAC API is always asked, see stac.base_url"),
            new Retired("elasticsearch.*", null, "the STAC API is asked instead, see stac.base_url"),
            new Retired("stats.*", null, STATUS));

    static Optional<Retired> of(String key) {
        return ALL.stream().filter(r -> r.covers(key)).findFirst();
    }

    Optional<String> warning(Object value) {
        boolean silent = harmless != null && harmless.equals(value.toString());
        return silent ? Optional.empty() : Optional.of("ignored: " + advice);
    }

    private boolean covers(String key) {
        return pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : key.equals(pattern);
    }
}
