package dev.waybill.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressLineTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void elsewhereThanOnAScreenALineIsPrintedEachTenSeconds() {
        ProgressLine line = line(false);

        for (int second = 1; second <= 25; second++) {
            after(Duration.ofSeconds(1));
            line.show(counts(second * 100L), Optional.empty());
        }

        assertThat(printed()).isEqualTo("pid | msg: 1k (100/s) | E: 0 | 10s\npid | msg: 2k (100/s) | E: 0 | 20s\n");
    }

    @Test
    void onAScreenTheLineIsRedrawnInPlace() {
        ProgressLine line = line(true);

        after(Duration.ofMillis(100));
        line.show(counts(1), Optional.empty());
        after(Duration.ofMillis(900));
        line.show(counts(2_000), Optional.of(Instant.EPOCH));
        after(Duration.ofSeconds(1));
        line.show(counts(2_000), Optional.empty());
        line.close();

        assertThat(printed())
                .isEqualTo("\rpid | msg: 2k (2k/s) | E: 0 | last error: 1s ago | 1s"
                        + "\rpid | msg: 2k (0/s) | E: 0 | 2s" + " ".repeat(22) + "\n");
    }

    @Test
    void theLastLineHasTheRatesOfTheWholeRun() {
        ProgressLine line = line(false);
        after(Duration.ofSeconds(10));
        line.show(counts(1_000), Optional.empty());
        after(Duration.ofSeconds(10));

        line.finish(counts(1_000), Optional.empty());

        assertThat(printed()).endsWith("pid | msg: 1k (50/s) | E: 0 | 20s\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1000,1k", "1834,1.8k", "12345,12k", "999999,1M", "3400000,3.4M"})
    void countsAreShort(double value, String text) {
        assertThat(Count.brief(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"7,7s", "185,3m05s", "7200,2h00m", "273600,3d04h"})
    void durationsAreShort(long seconds, String text) {
        assertThat(Elapsed.brief(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    private ProgressLine line(boolean redraw) {
        return new ProgressLine("pid", new PrintStream(bytes, true, UTF_8), redraw, now::get);
    }

    private static List<Count> counts(long messages) {
        return List.of(Count.rated("msg", messages), Count.plain("E", 0));
    }

    private void after(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    private String printed() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
