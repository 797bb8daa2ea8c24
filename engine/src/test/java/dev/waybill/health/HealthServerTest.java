package dev.waybill.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pipeline.Orders;
import dev.waybill.pipeline.Pipeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HealthServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private HealthServer server;

    @BeforeEach
    void open() throws IOException {
        server = HealthServer.open(
                0, new HealthServer.Content(why -> why, () -> "waybill_up 1\n", text -> text.replace("geheim", "***")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void beforeTheRunItLivesAndIsNotReady() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void aStuckPipelineLivesIsReadyAndSaysWhy() throws Exception {
        try (var pipeline = failingAtThree(DeliveryException.retriable("503, password geheim", null))) {
            var run = run(pipeline);
            await().atMost(ofMinutes(2)).until(() -> pipeline.stats().delivered() == 9);
            assertThat(run).isNotDone();

            var why = JsonMapper.shared().readTree(get("/why").body());

            assertThat(why.path("pipeline").asString()).isEqualTo("orders");
            var head = why.path("partitions").path(0).path("blocking");
            assertThat(head.path("offset").asLong()).isEqualTo(3);
            assertThat(head.path("key").asString()).isEqualTo("key-3");
            assertThat(head.path("error").asString()).isEqualTo("503, password ***");
            assertThat(get("/why?as=text").body()).startsWith("orders: ").contains("PARTITION", "orders-0");
            assertThat(get("/livez").body()).isEqualTo("live\n");
            assertThat(get("/readyz").statusCode()).isEqualTo(200);
            assertThat(get("/metrics").body()).isEqualTo("waybill_up 1\n");
        }
    }

    @Test
    void aPipelineStoppedByItsConfigurationIsNeitherReadyNorAlive() throws Exception {
        try (var pipeline = failingAtThree(DeliveryException.misconfigured("password refused"))) {
            run(pipeline).join();

            assertThat(get("/readyz").body()).isEqualTo("misconfigured\n");
            assertThat(get("/readyz").statusCode()).isEqualTo(503);
            assertThat(get("/livez").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void nothingElseIsThereAndNothingCanBeChanged() throws Exception {
        var post = HttpRequest.newBuilder(server.uri().resolve("/why"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aRequestForAnotherHostIsRefused() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream()
                    .write("GET /why HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void otherMachinesShowATokenForAllButSignsOfLife() throws Exception {
        var everywhere = new InetSocketAddress("0.0.0.0", 0);
        try (var open = HealthServer.open(everywhere, "good"::equals, HealthServer.Content.PLAIN)) {
            assertThat(status(open, "/livez", "none")).isEqualTo(200);
            assertThat(status(open, "/readyz", "none")).isEqualTo(503);
            assertThat(status(open, "/metrics", "none")).isEqualTo(401);
            assertThat(status(open, "/why", "Bearer bad")).isEqualTo(401);
            assertThat(status(open, "/metrics", "Bearer good")).isEqualTo(200);
        }
    }

    private int status(HealthServer asked, String path, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(asked.uri().resolve(path))
                .header("Authorization", authorization)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = server.uri().resolve(path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Pipeline failingAtThree(DeliveryException failure) {
        return Pipeline.from(Orders.of(10))
                .named("orders")
                .observedBy(server)
                .to(r -> r.offset() == 3
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.completedFuture("ok"));
    }

    private static CompletableFuture<?> run(Pipeline pipeline) {
        var run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver").start());
        await().atMost(ofMinutes(2))
                .until(() -> run.isDone() || pipeline.sinceSignOfLife().isPresent());
        return run;
    }
}
