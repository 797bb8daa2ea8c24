package dev.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting has a default, an effect, and a variable. */
final class EverySettingTest {
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("kafka.bootstrap.servers", "a:1,b:2"),
            Map.entry("kafka.group.id", "g"),
            Map.entry("kafka.auto.offset.reset", "latest"),
            Map.entry("consumer.topic", "T"),
            Map.entry("consumer.retry_topic", "T.retry"),
            Map.entry("consumer.output_dir", "out"),
            Map.entry("consumer.projects", "cmip6,cmip7"),
            Map.entry("consumer.max_buffered", "17"),
            Map.entry("consumer.drain_timeout", "5s"),
            Map.entry("consumer.commit_interval", "1s"),
            Map.entry("consumer.on_lost_records", "continue"),
            Map.entry("handle.backend", "jsonl"),
            Map.entry("handle.server_url", "http://127.0.0.1:8000"),
            Map.entry("handle.prefix", "21.14100"),
            Map.entry("handle.username", "301:21.TEST/other"),
            Map.entry("handle.password", "other"),
            Map.entry("handle.verify_https", "false"),
            Map.entry("handle.timeout", "2.5s"),
            Map.entry("handle.max_in_flight", "3"),
            Map.entry("handle.max_record_bytes", "2048"),
            Map.entry("stac.base_url", "https://stac.example.org"),
            Map.entry("stac.timeout", "3s"),
            Map.entry("lookup.enabled", "true"),
            Map.entry("schema.strict_mode", "false"),
            Map.entry("plugins.cmip6.landing_page_url", "https://lp.example.org"),
            Map.entry("plugins.cmip6.max_parts", "9"),
            Map.entry("plugins.cmip6.excluded_asset_keys", "thumbnail"),
            Map.entry("plugins.cmip6.force_dataset_pid", "true"),
            Map.entry("pid.on_delete", "remove"),
            Map.entry("pid.on_revoke", "tombstone"),
            Map.entry("retry.attempts", "2"),
            Map.entry("retry.other_keys", "1"),
            Map.entry("retry.first_pause", "1s"),
            Map.entry("retry.longest_pause", "1m"),
            Map.entry("logging.level", "debug"),
            Map.entry("logging.file", "w.log"));

    static Stream<Setting<?>> settings() {
        return PidCatalog.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anotherValueHasAnEffect(Setting<?> setting) {
        // A lookup needs a catalog to ask; here it has one before and after.
        Map<String, String> flags =
                new HashMap<>(setting.key().equals("lookup.enabled") ? Map.of("stac.base_url", "http://s") : Map.of());
        PidConfiguration before = read(flags, Map.of());
        boolean secret = setting.secret(); // not taken from flags
        if (!secret) {
            flags.put(setting.key(), other(setting));
        }

        PidConfiguration after = read(flags, secret ? Map.of(setting.variable(), other(setting)) : Map.of());

        assertThat(after.problems()).isEmpty();
        assertThat(List.of(after.run(), after.log())).isNotEqualTo(List.of(before.run(), before.log()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void itsVariableSetsIt(Setting<?> setting) {
        Map<String, String> environment = new HashMap<>(Map.of("WAYBILL_STAC_BASE_URL", "https://s.example.org"));
        environment.put(setting.variable(), other(setting));

        PidConfiguration configuration = read(Map.of(), environment);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.shown())
                .filteredOn(s -> s.key().equals(setting.key()))
                .singleElement()
                .extracting(ShownSetting::origin)
                .isEqualTo("environment " + setting.variable());
    }

    @Test
    void theTableIsComplete() {
        assertThat(OTHER.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        PidCatalog.ALL.stream().map(Setting::key).toList());
    }

    private static String other(Setting<?> setting) {
        return String.valueOf(OTHER.get(setting.key()));
    }

    private static PidConfiguration read(Map<String, String> flags, Map<String, String> environment) {
        return PidConfiguration.read(new ConfigSources(flags, environment, Optional.empty()));
    }
}
