package dev.waybill.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.debian.DebianPackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus, which scrapes and evaluates each second. Ends with its test. */
final class PrometheusServer implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI uri;
    private final Path said;

    private PrometheusServer(Process process, URI uri, Path said) {
        this.process = process;
        this.uri = uri;
        this.said = said;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param target HOST:PORT that is scraped
     * @throws IOException with a reason for a person, if it cannot be had here
     */
    static PrometheusServer start(Path folder, Path rules, String target) throws IOException, InterruptedException {
        Path root = DebianPackages.unpacked("prometheus", "prometheus");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                scrape_configs: [{job_name: waybill, static_configs: [{targets: ["%s"]}]}]
                """.formatted(rules, target));
        int port = freePort();
        Path said = folder.resolve("prometheus.log");
        var process = new ProcessBuilder(
                        root.resolve("usr/bin/prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        var server = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port), said);
        await().atMost(Duration.ofMinutes(2)).until(() -> server.isReady() || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        return server;
    }

    /** What it answers to an instant query. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        assertThat(answer.path("status").asString())
                .as(expression + ": " + answer.path("error").asString(""))
                .isEqualTo("success");
        return answer.path("data").path("result");
    }

    /** Its targets, rules and so on: the part {@code data} of an answer. */
    JsonNode data(String path) throws IOException, InterruptedException {
        return get(path).path("data");
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(path).body());
    }

    private java.net.http.HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString(UTF_8));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(said);
    }
}
