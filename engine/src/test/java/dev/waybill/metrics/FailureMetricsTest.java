package dev.waybill.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualTime time = new ManualTime();

    @TempDir
    Path folder;

    private FileFailureLog log;
    private FailureMetrics metrics;

    @BeforeEach
    void open() {
        log = new FileFailureLog(folder);
        metrics = new FailureMetrics(log, "p", registry, time);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatIsParkedIsCountedByItsClassUntilItIsSettled() throws IOException {
        park(1, FailureClass.POISON);
        time.advance(Duration.ofMinutes(1));
        park(2, FailureClass.POISON);
        park(3, FailureClass.BUG);

        metrics.look();

        assertThat(open("poison")).isEqualTo(2);
        assertThat(open("bug")).isEqualTo(1);
        assertThat(open("transient")).isZero();
        assertThat(oldest()).isEqualTo(60);

        log.settle(log.list(FailureFilter.ALL, 3));
        metrics.look();

        assertThat(open("poison")).isZero();
        assertThat(oldest()).isZero();
    }

    @Test
    void aStoreThatWasNotReadYetOrCannotBeReadHasNoNumbers() throws IOException {
        assertThat(open("poison")).isNaN();
        park(1, FailureClass.POISON);
        metrics.look();
        assertThat(oldest()).isZero();
        Files.createDirectories(folder.resolve("r0/failed_items_2026-01-31.jsonl"));

        metrics.look();

        assertThat(oldest()).isNaN();
    }

    @Test
    void onceClosedItShowsNothing() {
        metrics.close();

        assertThat(registry.getMeters()).isEmpty();
    }

    private void park(long offset, FailureClass failureClass) throws IOException {
        var record = KafkaRecord.of("t", 0, offset, "k".getBytes(UTF_8), "v".getBytes(UTF_8));
        var failure = new Failure(failureClass, "no", null, null);
        new FileFailureStore(folder).park(List.of(new ParkedRecord(record, failure, 1, time.instant(), "sink")));
    }

    private double open(String failureClass) {
        return registry.get("waybill.failures.open")
                .tag("class", failureClass)
                .gauge()
                .value();
    }

    private double oldest() {
        return registry.get("waybill.failures.oldest.seconds").gauge().value();
    }
}
