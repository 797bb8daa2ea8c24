package dev.waybill.cli.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BatchSettingsTest {
    private static final Map<String, String> OTHER = Map.ofEntries(
            entry("batch.clickhouse", "http://store:8124"),
            entry("batch.database", "rows"),
            entry("batch.user", "loader"),
            entry("batch.password", "other"),
            entry("batch.spool", "elsewhere"),
            entry("batch.max_upload", "5MB"),
            entry("batch.max_unpacked", "6MB"),
            entry("batch.keep_uploads", "2h"),
            entry("batch.keep_jobs", "90d"),
            entry("batch.failures", "parked"),
            entry("batch.threads", "7"));

    static Stream<Setting<?>> settings() {
        return BatchCatalog.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void itsVariableHasAnEffect(Setting<?> setting) {
        var before = read(Map.of(), Map.of());

        var after = read(Map.of(), Map.of(setting.variable(), String.valueOf(OTHER.get(setting.key()))));

        assertThat(after.problems()).isEmpty();
        assertThat(after.batch()).isNotEqualTo(before.batch());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void thePageHasItWithItsDefault(Setting<?> setting) throws IOException {
        String fallback = setting.fallbackText().map(text -> "`" + text + "`").orElse("none");

        assertThat(Path.of("../docs/batch/commands.md")).content().contains("| `" + setting.key() + "` | " + fallback);
    }

    @Test
    void theSeedsVariablesWinOverDefaultsAndOursOverThem() {
        var seeds = Map.of("CLICKHOUSE_HOST", "seed", "CLICKHOUSE_USER", "seeds", "CLICKHOUSE_PASSWORD", "secret");
        var both = Map.of("CLICKHOUSE_HOST", "seed", "WAYBILL_BATCH_CLICKHOUSE", "https://ours:8443");

        var store = read(Map.of(), seeds).batch().store();

        assertThat(store.address()).hasToString("http://seed:8123");
        assertThat(store.user()).isEqualTo("seeds");
        assertThat(store.password()).contains("secret");
        assertThat(store).asString().doesNotContain("secret");
        assertThat(read(Map.of(), both).batch().store().address()).hasToString("https://ours:8443");
        assertThat(read(Map.of("batch.clickhouse", "http://flag:1"), seeds)
                        .batch()
                        .store()
                        .address())
                .hasToString("http://flag:1");
    }

    @ParameterizedTest
    @CsvSource({
        "batch.keep_jobs, 7d",
        "batch.keep_jobs, 1h",
        "batch.keep_uploads, 1s",
        "batch.max_upload, much",
        "batch.threads, 0",
        "batch.clickhouse, store:8123"
    })
    void whatCannotHoldIsNamed(String key, String value) {
        assertThat(read(Map.of(key, value), Map.of()).problems())
                .singleElement()
                .asString()
                .contains(key, value, "expected");
    }

    private static ClientConfiguration read(Map<String, String> flags, Map<String, String> environment) {
        return ClientConfiguration.read(new ConfigSources(flags, environment, Optional.empty()), "consumer");
    }
}
