package dev.waybill.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.jobs.JobsSite;
import dev.waybill.jobs.claim.JobFilter;
import dev.waybill.jobs.claim.Mutation;
import dev.waybill.jobs.claim.Mutations;
import dev.waybill.server.access.Doors;
import dev.waybill.server.http.DoorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of jobs on a real PostgreSQL. */
final class JobsApiIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @SuppressWarnings("NullAway.Init")
    private JobsApi api;

    @BeforeEach
    void open() throws SQLException, IOException {
        site = JobsSite.open();
        site.processor("p", 3, d -> d);
        api = JobsApi.start(site.database(), DoorSettings.at("127.0.0.1", 0), Doors.open(folder));
    }

    @AfterEach
    void close() throws SQLException {
        api.close();
        site.close();
    }

    @Test
    void aWorkerOverHttpClaimsReportsAndEnds() throws Exception {
        String worker = post("/jobs/v1/workers", "{\"processID\": \"p\", \"name\": \"pod-7\"}")
                .path("workerID")
                .asString();

        var claimed =
                post("/jobs/v1/workers/" + worker + "/claims", "{\"max\": 2}").path("executions");
        long first = claimed.get(0).path("execution").asLong();
        long second = claimed.get(1).path("execution").asLong();
        var beat = post("/jobs/v1/workers/" + worker + "/heartbeat", "{\"held\": [" + first + "," + second + ", 999]}");
        var reports = post(
                "/jobs/v1/reports",
                "{\"reports\": [{\"execution\": " + first + ", \"status\": \"successful\", \"output\": \"s3://out/x\"},"
                        + " {\"execution\": 4711, \"status\": \"skipped\"}]}");
        int ended = send("DELETE", "/jobs/v1/workers/" + worker, "").statusCode();

        assertThat(claimed).hasSize(2);
        assertThat(beat.path("lost").toString()).isEqualTo("[999]");
        assertThat(reports.path("reports").get(0).path("answer").asString()).isEqualTo("accepted");
        assertThat(reports.path("reports").get(1).path("answer").asString()).isEqualTo("unknown");
        assertThat(ended).isEqualTo(204);
        var jobs = get("/jobs/v1/jobs").path("jobs");
        assertThat(jobs.get(0).path("status").asString()).isEqualTo("successful");
        assertThat(jobs.get(1).path("state").asString()).isEqualTo("ready");
        assertThat(get("/jobs/v1/jobs/1/results").path("output").path("href").asString())
                .isEqualTo("s3://out/x");
        assertThat(get("/jobs/v1/jobs/1/history").get(0).path("worker").asString())
                .isEqualTo("pod-7");
    }

    @Test
    void aStaleReportIsAConflict() throws Exception {
        String worker = post("/jobs/v1/workers", "{\"processID\": \"p\", \"name\": \"w\"}")
                .path("workerID")
                .asString();
        long execution = post("/jobs/v1/workers/" + worker + "/claims", "{}")
                .path("executions")
                .get(0)
                .path("execution")
                .asLong();
        new Mutations(site.database()).apply(Mutation.CANCEL, JobFilter.job(1));

        var refused = send("POST", "/jobs/v1/executions/" + execution + "/report", "{\"status\": \"successful\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.body()).contains("the report is refused");
    }

    @Test
    void operatorsDismissRetryAndCountInTheWordsOfOgc() throws Exception {
        var dismissed = json(send("DELETE", "/jobs/v1/jobs/2", ""));
        int again = send("DELETE", "/jobs/v1/jobs/2", "").statusCode();
        var dry = post("/jobs/v1/mutations", "{\"action\": \"retry\", \"status\": \"dismissed\", \"dryRun\": true}");
        var retried = post("/jobs/v1/jobs/2/retry", "");

        assertThat(dismissed.path("status").asString()).isEqualTo("dismissed");
        assertThat(again).isEqualTo(409);
        assertThat(dry.toString()).isEqualTo("{\"matched\":1,\"changed\":1}");
        assertThat(retried.path("status").asString()).isEqualTo("accepted");
        assertThat(get("/jobs/v1/jobs?status=accepted&processID=p&limit=2")
                        .path("links")
                        .get(0)
                        .path("href")
                        .asString())
                .isEqualTo("?after=2");
        assertThat(get("/jobs/v1/summary").get(0).path("ready").asLong()).isEqualTo(3);
        assertThat(post("/jobs/v1/processes/p/pause", "").path("state").asString())
                .isEqualTo("paused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /jobs/v1/jobs/4711 | '' | 404 | no-such-job",
                "GET | /jobs/v1/jobs/x | '' | 404 | no-such-job",
                "GET | /jobs/v1/jobs/1/results | '' | 404 | result-not-ready",
                "GET | /jobs/v1/processes/nobody | '' | 404 | no-such-process",
                "GET | /jobs/v1/jobs?status=lost | '' | 422 | status",
                "GET | /jobs/v1/jobs?error=a%00b | '' | 422 | error",
                "POST | /jobs/v1/mutations | {\"action\": \"retry\", \"tile\": \"a\\u0000\"} | 422 | tile",
                "GET | /jobs/v1/jobs?limit=0 | '' | 422 | limit",
                "GET | /jobs/v1/nothing | '' | 404 | Not Found",
                "PUT | /jobs/v1/jobs | '' | 405 | Not Allowed",
                "POST | /jobs/v1/workers | [] | 422 | a JSON object",
                "POST | /jobs/v1/workers | {\"processID\": 1} | 422 | processID",
                "POST | /jobs/v1/workers | {\"processID\": \"p\", \"name\": \" \"} | 422 | name",
                "POST | /jobs/v1/workers/4711/claims | {} | 404 | worker 4711",
                "POST | /jobs/v1/executions/4711/report | {\"status\": \"successful\"} | 404 | execution 4711",
                "POST | /jobs/v1/executions/4711/report | {\"status\": \"done\"} | 422 | successful, failed or skipped",
                "POST | /jobs/v1/reports | {\"reports\": [{\"execution\": 7, \"status\": \"successful\"},"
                        + " {\"execution\": 7, \"status\": \"failed\"}]} | 422 | different executions",
                "POST | /jobs/v1/mutations | {\"action\": \"retry\"} | 422 | all of all processors",
                "POST | /jobs/v1/mutations | {\"action\": \"burn\", \"processID\": \"p\"} | 422 | burn",
                "POST | /jobs/v1/jobs/1/burn | '' | 422 | burn",
            })
    void whatCannotBeServedIsAProblemWithItsReason(String method, String path, String body, int status, String said)
            throws Exception {
        var answer = send(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains(said).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workers/1/claims | {\"max\": 0} | 1 to 1000",
                "workers/1/claims | {\"max\": -4294967295} | 1 to 1000",
                "workers/1/claims | {\"max\": 99999999999999999999} | max",
                "workers/1/claims | {\"actions\": [1]} | process, update or delete",
                "workers/1/heartbeat | {\"held\": [99999999999999999999]} | held",
                "workers/1/heartbeat | {\"held\": 1} | held",
                "executions/1/log | {\"lines\": [{}]} | lines",
                "executions/1/log | {\"lines\": \"x\"} | lines",
                "executions/1/report | {\"status\": \"successful\", \"output\": \" \"} | a path",
                "executions/1/report | {\"status\": \"successful\", \"output\": \"a\\u001b[2J\"} | control characters",
                "executions/1/report | {\"status\": \"failed\", \"permanent\": 1} | permanent",
                "reports | {\"reports\": [7]} | execution",
                "reports | garbage | a JSON object",
            })
    void aWorkersGarbageIsRefusedAndItsJobRunsOn(String path, String body, String said) throws Exception {
        post("/jobs/v1/workers", "{\"processID\": \"p\", \"name\": \"w\"}");
        post("/jobs/v1/workers/1/claims", "{}");

        var answer = send("POST", "/jobs/v1/" + path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(said).doesNotContain("Exception");
        assertThat(site.texts("SELECT status FROM bnp.job ORDER BY id")).containsExactly("running", "ready", "ready");
        assertThat(site.number("SELECT count(*) FROM bnp.log")).isZero();
    }

    @Test
    void aPageOfAnotherSiteIsKeptOut() throws Exception {
        var request = HttpRequest.newBuilder(api.uri().resolve("/jobs/v1/jobs"))
                .header("Origin", "https://example.org")
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() throws Exception {
        var described = new TreeSet<String>();
        get("/openapi.json").path("paths").propertyNames().forEach(described::add);
        var served = new TreeSet<String>();
        api.routes().forEach(route -> served.add(route.path()));
        served.removeAll(List.of("/openapi.json", "/jobs/v1/openapi.json"));

        assertThat(described).isEqualTo(served);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json(send("GET", path, ""));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json(send("POST", path, body));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.uri() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
