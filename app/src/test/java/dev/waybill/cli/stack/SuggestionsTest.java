package dev.waybill.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code up} says can be typed, can be typed. */
final class SuggestionsTest {
    @Test
    void usualAddressesAreNotSaid() {
        var lines = Suggestions.of(Map.of(
                "kafka", "127.0.0.1:9092",
                "handle", "http://127.0.0.1:8010",
                "batch", "http://127.0.0.1:8000",
                "jobs", "http://127.0.0.1:8050/jobs/v1"));

        assertThat(lines).hasSize(5).noneMatch(line -> line.contains("127.0.0.1"));
        lines.forEach(SuggestionsTest::parse);
    }

    @Test
    void otherAddressesAreSaidToEachCommandThatNeedsThem() {
        var lines = Suggestions.of(
                Map.of("kafka", "127.0.0.1:9093", "handle", "http://127.0.0.1:8011", "batch", "http://127.0.0.1:8001"));

        assertThat(lines.get(0)).startsWith("waybill demo traffic --set kafka.bootstrap.servers=127.0.0.1:9093 ");
        assertThat(lines.get(1))
                .contains("--set kafka.bootstrap.servers=127.0.0.1:9093")
                .contains("--set handle.server_url=http://127.0.0.1:8011");
        assertThat(lines.get(2)).endsWith("--api-url http://127.0.0.1:8001");
        lines.forEach(SuggestionsTest::parse);
    }

    @Test
    void withoutAHandleServiceThereIsNobodyToRegisterAt() {
        assertThat(Suggestions.of(Map.of("kafka", "127.0.0.1:9092")))
                .noneMatch(line -> line.contains("consume"))
                .anyMatch(line -> line.contains("traffic"));
    }

    private static void parse(String line) {
        String words = line.replaceFirst("   .*", "").replaceFirst("^waybill ", "");
        CommandRun.parse(List.copyOf(Arrays.asList(words.split(" "))));
    }
}
