package dev.waybill.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.local.kafka.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(300)
final class LocalStackIT {
    @TempDir
    Path directory;

    @Test
    void dataSurvivesAKillAndTheStackComesBackAtTheSamePlace() throws Exception {
        String data = directory.resolve("data").toString();
        int port;
        try (var stack = LocalProcess.start("--only", "kafka", "--data-dir", data)) {
            var client = new TestClient(stack.bootstrapServers());
            client.createTopic("parcels", 1);
            client.produce("parcels", "one", "two");
            port = stack.port("kafka");
            stack.kill();
            assertThat(stack.handle().isAlive()).isFalse();
        }

        long begin = System.nanoTime();
        try (var stack = LocalProcess.start("--only", "kafka", "--data-dir", data, "--port", "kafka=" + port)) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            System.out.println("ready " + millis + " ms after the restart that followed a kill");

            assertThat(stack.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(new TestClient(stack.bootstrapServers()).consume("parcels", 2, ofSeconds(60)))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void theIndexOfADatacubeSurvivesAKillToo() throws Exception {
        String data = directory.resolve("data").toString();
        String endpoint;
        try (var stack = LocalProcess.start("--only", "postgres", "--data-dir", data)) {
            endpoint = stack.endpoint("postgres");
            stack.kill();
        }

        String port =
                "postgres=" + URI.create(endpoint.substring("jdbc:".length())).getPort();
        try (var stack = LocalProcess.start("--only", "postgres", "--data-dir", data, "--port", port)) {
            assertThat(stack.endpoint("postgres")).isEqualTo(endpoint);
            try (Connection connection = DriverManager.getConnection(endpoint);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM agdc.dataset) + (SELECT count(*) FROM odc.dataset)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(4_000);
            }
        }
    }

    @Test
    void theReadyFileNamesEveryServiceAndEachAnswers() throws Exception {
        Path ready = directory.resolve("ready.json");
        Process stack = launch(
                "--only", "kafka,stac", "--port", "kafka=0", "--port", "stac=0", "--ready-file", ready.toString());
        try {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(ready));
            JsonNode endpoints = JsonMapper.shared().readTree(Files.readAllBytes(ready));

            assertThat(endpoints.propertyNames()).containsExactly("kafka", "stac");
            assertThat(endpoints.path("kafka").asString()).matches("127\\.0\\.0\\.1:\\d+");
            new TestClient(endpoints.path("kafka").asString()).createTopic("parcels", 1);
            String stac = endpoints.path("stac").asString();
            assertThat(stac).matches("http://127\\.0\\.0\\.1:\\d+");
            HttpRequest landing = HttpRequest.newBuilder(URI.create(stac + "/")).build();
            assertThat(HttpClient.newHttpClient()
                            .send(landing, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);

            stack.toHandle().destroy(); // unlike Process.destroy, leaves its output to be read
            assertThat(stack.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(stack.exitValue()).as("exit code after SIGTERM").isEqualTo(143);
            assertThat(ready).doesNotExist();
            assertThat(text(stack).lines())
                    .containsExactly("kafka      " + endpoints.path("kafka").asString(), "stac       " + stac);
        } finally {
            stack.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsOneLineAndItsOwnExitCode() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String service : List.of("kafka", "stac")) {
                Process stack = launch("--only", service, "--port", service + "=" + taken.getLocalPort());

                String said = text(stack);

                assertThat(stack.waitFor()).as(said).isEqualTo(6);
                assertThat(said.lines()).hasSize(1);
                assertThat(said)
                        .startsWith(service + ": port " + taken.getLocalPort())
                        .contains("--port " + service + "=N");
            }
        }
    }

    @Test
    void theStackEndsWithTheEndOfItsStandardInput() throws Exception {
        Path ready = directory.resolve("ready.json");
        Process stack =
                launch("--only", "stac", "--port", "stac=0", "--ready-file", ready.toString(), "--exit-with-parent");
        try {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(ready));
            assertThat(stack.isAlive()).isTrue();

            stack.getOutputStream().close();

            assertThat(stack.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(stack.exitValue()).isZero();
            assertThat(ready).doesNotExist();
        } finally {
            stack.destroyForcibly();
        }
    }

    @Test
    void aSecondStackMayNotUseTheSameData() throws Exception {
        String data = directory.resolve("data").toString();
        try (var first = LocalProcess.start("--only", "kafka", "--data-dir", data)) {
            assertThat(first.handle().isAlive()).isTrue();

            assertThatThrownBy(() -> LocalProcess.start("--only", "kafka", "--data-dir", data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("exit code 4")
                    .hasMessageContaining("is used by another broker")
                    .hasMessageNotContaining("\tat ");
        }
    }

    @Test
    void whatAKilledStackLeavesBehindIsRemoved() throws Exception {
        Path scratch;
        try (var stack = LocalProcess.start("--only", "kafka")) {
            scratch = stack.scratch();
            assertThat(scratch).isDirectoryContaining("glob:**/waybill-kafka-*");
            stack.kill();
        }

        assertThat(scratch).doesNotExist();
    }

    private static Process launch(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalProcess.jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalStack.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
