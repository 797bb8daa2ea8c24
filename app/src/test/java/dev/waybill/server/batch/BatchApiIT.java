package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for all of the API. */
class BatchApiIT {
    @RegisterExtension
    static final ApiSite SITE = new ApiSite();

    @Test
    void errorsAreProblemDetailsForThoseWhoAsk() {
        var answer = SITE.http().get("/jobs/nothing", "Accept", "application/problem+json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.all().headers().firstValue("Content-Type"))
                .contains("application/problem+json;charset=utf-8");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"Job not found\"}");
        assertThat(SITE.http().get("/nowhere").body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(SITE.http().send("PATCH", "/models", "").status()).isEqualTo(405);
    }

    @Test
    void theProcessSaysHowItFares() {
        SITE.http().upload("/jobs?model_id=" + SITE.model(), "a.csv", ApiSite.ROWS);
        SITE.http().upload("/jobs?model_id=" + SITE.model(), "a.csv", "");

        assertThat(SITE.http().get("/livez").body()).isEqualTo("live\n");
        assertThat(SITE.http().get("/readyz").body()).isEqualTo("ready\n");
        assertThat(SITE.http().get("/metrics").body())
                .contains(
                        "api_jobs_created_total 1.0",
                        "api_validation_errors_total 1.0",
                        "api_upload_size_bytes_count 2",
                        "api_request_latency_seconds_count{endpoint=\"/jobs\",method=\"POST\",status=\"202\"} 1");
        assertThat(SITE.http().get("/docs").body()).contains("<h1>Waybill batch API</h1>");
        var paths = SITE.http().get("/openapi.json").json().path("paths");
        assertThat(paths.propertyNames()).contains("/models/{id}", "/jobs/{id}/rejected", "/uploads/{id}");
    }

    @Test
    void noPageOfAnotherMachineCanAsk() {
        assertThat(SITE.http().get("/jobs", "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(SITE.http().get("/jobs", "Origin", "null").status()).isEqualTo(403);
        assertThat(SITE.http().get("/jobs", "Origin", "http://localhost:3000").status())
                .isEqualTo(200);
        assertThat(rawStatus("Host: evil.example")).contains(" 403 ");
        assertThat(rawStatus("Host: localhost:8000")).contains(" 200 ");
    }

    /** As the JDK's client, which sets the host itself, cannot. */
    private String rawStatus(String header) {
        try (var socket = new Socket(SITE.uri().getHost(), SITE.uri().getPort())) {
            String request = "GET /livez HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
