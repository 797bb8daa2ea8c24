package dev.waybill.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.why.ProcessInfo;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.metrics.FailureMetrics;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.metrics.ReplayMetrics;
import dev.waybill.replay.ReplayAudit;
import dev.waybill.replay.ReplayJob;
import dev.waybill.replay.ReplayLimits;
import dev.waybill.replay.ReplayRequest;
import dev.waybill.why.PartitionWhy;
import dev.waybill.why.Retention;
import dev.waybill.why.Why;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of metrics names what a scrape shows, and nothing else: name, type and labels; alerts and dashboard ask for nothing else. */
final class MetricsPageTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(waybill_[a-z_]+)` \\| ([a-z]+) \\| ([a-z, ]+) \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (waybill_[a-z_]+) ([a-z]+)$");
    private static final Pattern NAME = Pattern.compile("waybill_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private String page;

    /** One metric as the page and a scrape describe it. */
    private record Described(String name, String type, Set<String> labels) implements Comparable<Described> {
        @Override
        public int compareTo(Described other) {
            return toString().compareTo(other.toString()); // by all of it: a set asks nothing else
        }
    }

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Checkout.root().resolve("docs/reference/metrics.md"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void thePageDescribesWhatAScrapeShows() throws Exception {
        var metrics = PipelineMetrics.in(registry).completedBy(MetricsPageTest::withRetention);
        var stuck = StuckPipeline.start(folder, metrics);
        var log = new FileFailureLog(folder);
        var job = new ReplayJob(
                log,
                stuck.pipeline(),
                new ReplayRequest(FailureFilter.ALL, ReplayLimits.DEFAULT, "me"),
                ReplayAudit.in(folder));
        ProcessInfo.bind(registry, "0123");

        try (stuck;
                var failures = FailureMetrics.of(log, "p", Duration.ofMinutes(1), registry);
                var replay = ReplayMetrics.of(job, "p", registry)) {
            assertThat(List.of(failures, replay)).hasSize(2);
            metrics.refresh();

            assertThat(shown(registry.scrape())).isEqualTo(documented());
        }
        assertThat(asked("deploy/prometheus/alerts.yml")).isNotEmpty().isSubsetOf(series());
        assertThat(asked("deploy/grafana/waybill.json")).isNotEmpty().isSubsetOf(series());
    }

    private static Why withRetention(Why why) {
        var retention = new Retention(
                OptionalLong.of(0),
                Optional.of(Duration.ofDays(7)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(Instant.EPOCH));
        var partitions = why.partitions().stream()
                .map(p -> new PartitionWhy(
                        p.topic(),
                        p.partition(),
                        p.progress(),
                        p.offsets(),
                        p.load(),
                        p.repeatsIfKilled(),
                        p.blocking(),
                        retention))
                .toList();
        return new Why(
                why.pipeline(),
                why.at(),
                why.progress(),
                why.load(),
                why.totals(),
                why.breaker(),
                partitions,
                why.oldest());
    }

    private Set<Described> documented() {
        return ROW.matcher(page)
                .results()
                .map(row -> new Described(
                        row.group(1),
                        row.group(2),
                        new TreeSet<>(List.of(row.group(3).split(", ")))))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<Described> shown(String scrape) {
        var types = TYPE.matcher(scrape).results().toList();
        var shown = new TreeSet<Described>();
        for (var type : types) {
            String name = type.group(1);
            boolean isLongest = name.endsWith("_max") && types.stream().anyMatch(t -> name.equals(t.group(1) + "_max"));
            if (!isLongest) {
                shown.add(new Described(name, type.group(2), labels(scrape, name)));
            }
        }
        return shown;
    }

    private static Set<String> labels(String scrape, String name) {
        var sample = Pattern.compile("(?m)^" + name + "(?:_bucket|_count|_sum)?\\{([^}]*)}");
        var labels = sample.matcher(scrape)
                .results()
                .flatMap(line -> LABEL.matcher(line.group(1)).results().map(label -> label.group(1)))
                .collect(toCollection(TreeSet::new));
        labels.remove("le");
        return labels;
    }

    private static Set<String> asked(String file) throws IOException {
        String text = Files.readString(Checkout.root().resolve(file));
        return NAME.matcher(text).results().map(name -> name.group()).collect(toCollection(TreeSet::new));
    }

    /** The names that an expression may use: those of counters and gauges, and the parts of the others. */
    private Set<String> series() {
        return documented().stream()
                .flatMap(d -> d.type().equals("counter") || d.type().equals("gauge")
                        ? Arrays.stream(new String[] {d.name()})
                        : Arrays.stream(new String[] {d.name() + "_count", d.name() + "_sum", d.name() + "_bucket"}))
                .collect(toCollection(TreeSet::new));
    }
}
