package dev.waybill.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.cli.why.ProcessInfo;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.metrics.FailureMetrics;
import dev.waybill.metrics.PipelineMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus itself reads what a stuck pipeline shows, evaluates our rules, and answers every question of the dashboard. */
final class PrometheusIT {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer metrics;

    @BeforeEach
    void showMetrics() throws IOException {
        metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metrics.createContext("/metrics", exchange -> {
            byte[] page = registry.scrape().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        metrics.start();
    }

    @AfterEach
    void close() {
        metrics.stop(0);
        registry.close();
    }

    @Test
    void itReadsTheScrapeTheRulesAndTheDashboard() throws Exception {
        var measured = PipelineMetrics.in(registry);
        ProcessInfo.bind(registry, "0123");
        try (var stuck = StuckPipeline.start(folder.resolve("failures"), measured);
                var failures = FailureMetrics.of(new FileFailureLog(folder), "p", Duration.ofMinutes(1), registry);
                var prometheus = prometheus()) {
            assertThat(List.of(stuck, failures)).hasSize(2);

            await().atMost(Duration.ofMinutes(2)).until(() -> isShown(prometheus, "Unfinished"));
            await().atMost(Duration.ofMinutes(2)).until(() -> isShown(prometheus, "Head stands still for"));
            assertThat(prometheus
                            .data("/api/v1/targets")
                            .at("/activeTargets/0/health")
                            .asString())
                    .isEqualTo("up");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> prometheus
                            .data("/api/v1/rules")
                            .at("/groups/0/rules")
                            .valueStream()
                            .noneMatch(rule -> rule.path("health").asString().equals("unknown")));
            assertThat(prometheus.data("/api/v1/rules").at("/groups/0/rules").valueStream())
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(rule -> {
                        assertThat(rule.path("health").asString())
                                .as(rule.toString())
                                .isEqualTo("ok");
                        assertThat(rule.at("/labels/severity").asString()).isIn("page", "ticket");
                    });
            for (String question : questions()) {
                prometheus.query(question);
            }
            assertThat(isShown(prometheus, "Unfinished")).isTrue();
            assertThat(isShown(prometheus, "Head stands still for")).isTrue();
        }
    }

    private static boolean isShown(PrometheusServer prometheus, String title) throws Exception {
        return prometheus.query(question(title)).size() == 1;
    }

    private PrometheusServer prometheus() throws InterruptedException {
        try {
            return PrometheusServer.start(
                    folder,
                    Checkout.root().resolve("deploy/prometheus/alerts.yml"),
                    "127.0.0.1:" + metrics.getAddress().getPort());
        } catch (IOException e) {
            return abort("Prometheus cannot be had here: " + e.getMessage());
        }
    }

    private static List<String> questions() throws IOException {
        var questions = new ArrayList<String>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                questions.add(filled(target));
            }
        }
        assertThat(questions).hasSizeGreaterThan(15);
        return questions;
    }

    private static String question(String title) throws IOException {
        return panels().valueStream()
                .filter(panel -> panel.path("title").asString().equals(title))
                .map(panel -> filled(panel.at("/targets/0")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode panels() throws IOException {
        Path dashboard = Checkout.root().resolve("deploy/grafana/waybill.json");
        return JsonMapper.shared().readTree(Files.readString(dashboard)).path("panels");
    }

    /** With its variables filled in, as Grafana does. */
    private static String filled(JsonNode target) {
        return target.path("expr").asString().replace("$pipeline", ".+").replace("$__rate_interval", "1m");
    }
}
