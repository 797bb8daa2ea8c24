package dev.waybill.server.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyTest {
    private final Latency latency = new Latency();

    @Test
    void withoutADeliveryThereIsNone() {
        latency.add(scrape(0, 0, 0));

        assertThat(latency.quantile(0.5)).isNaN();
    }

    @Test
    void aQuantileLiesInItsBucket() {
        latency.add(scrape(0, 0, 0));
        latency.add(scrape(80, 100, 100));

        assertThat(latency.quantile(0.5)).isCloseTo(0.00625, within(1e-9));
        assertThat(latency.quantile(0.95)).isCloseTo(0.0775, within(1e-9));
    }

    @Test
    void onlyWhatCameSinceTheOldestScrapeCounts() {
        latency.add(scrape(1_000, 1_000, 1_000));
        latency.add(scrape(1_000, 1_010, 1_010));

        assertThat(latency.quantile(0.5)).isCloseTo(0.055, within(1e-9));
    }

    @Test
    void beyondTheLastBoundItIsThatBound() {
        latency.add(scrape(0, 0, 0));
        latency.add(scrape(0, 0, 7));

        assertThat(latency.quantile(0.99)).isEqualTo(0.1);
    }

    private static Scrape scrape(long upTo10Millis, long upTo100Millis, long all) {
        String bucket = "waybill_sink_request_seconds_bucket{outcome=\"delivered\",pipeline=\"p\",le=\"%s\"} %d\n";
        String text = "# HELP x y\n" + bucket.formatted("0.01", upTo10Millis) + bucket.formatted("0.1", upTo100Millis)
                + bucket.formatted("+Inf", all);
        return Scrape.parse(text, ProcessFacts::isWanted);
    }
}
