package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.girder.GirderService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A secret is put into every place that takes one, commands of each workload are run that succeed and that fail, and then all that was
 * said, written, answered or shown is searched for it.
 */
final class CanaryIT {
    private static final Pattern STATUS = Pattern.compile("status at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern CONSOLE = Pattern.compile("console at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern BATCHES = Pattern.compile("batch API at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern LINK = Pattern.compile("(?:href|data-live)=\"(/[^\"#]*)\"");
    private static final String CLICKHOUSE = "canary-clickhouse-81";
    private static final String DATABASE = "canary-database-82";
    private static final String GIRDER = "canary-girder-83";
    private static final String TOKEN = "wb_canary84canary84canary84canary84canary84";
    private static final String ADDRESS = "canary-address-85";
    private static final List<String> CANARIES = List.of(
            SecuredSite.PASSWORD, Site.PASSWORD, Certificates.PASSWORD, CLICKHOUSE, DATABASE, GIRDER, TOKEN, ADDRESS);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** By where it was found: everything that came out. */
    private final Map<String, String> seen = new LinkedHashMap<>();

    @Test
    void noSecretIsFoundInAnythingThatComesOut() throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Path work = Files.createDirectories(folder.resolve("work"));
        try (var site = SecuredSite.start(secrets, Certificates.valid(secrets));
                var clickHouse = ClickHouseService.start();
                var girder = GirderService.start()) {
            String config = site.config(
                            "SCRAM-SHA-512",
                            "events",
                            "consumer.output_dir = \"" + work.resolve("outputs") + "\"",
                            "logging.file = \"" + work.resolve("waybill.log") + "\"",
                            "server.failures = [\"" + work.resolve("outputs/failures") + "\"]",
                            "server.batch_port = 0")
                    .toString();
            runPid(site, config, clickHouse, work);
            runFiles(config, girder, work);
            runBatch(config, clickHouse, work);
            runJobs(config);
            askAll(config, work);
        }
        readFiles(work);

        assertThat(seen).hasSizeGreaterThan(40);
        assertThat(seen.keySet())
                .anyMatch(where -> where.endsWith("state/waybill/audit.jsonl"))
                .anyMatch(where -> where.matches("GET /pipelines/[^/]+"))
                .anyMatch(where -> where.matches("GET /failures/[0-9a-f]+/[0-9a-f]{20}"))
                .anyMatch(where -> where.matches("GET /live/pipelines/[^/]+"));
        assertThat(seen.values()).as("that something was masked").anyMatch(text -> text.contains("******"));
        seen.forEach((where, text) -> assertThat(text).as(where).doesNotContain(CANARIES));
    }

    private void runPid(SecuredSite site, String config, ClickHouseService clickHouse, Path work) throws Exception {
        ends(0, "pid", "-c", config, "init");
        ObjectNode broken = Events.post(Events.datasetId("tas", 2), 1);
        Events.firstAsset(broken).remove("file:size");
        for (ObjectNode event : List.of(Events.post(Events.datasetId("tas", 1), 1), broken)) {
            Path file = Files.writeString(folder.resolve("event.json"), event.toString());
            ends(0, "pid", "-c", config, "send", "-p", file.toString());
        }
        try (var worker = Child.start(
                work,
                List.of("pid", "-c", config, "consume", "--http", "0", "--debug", "--heartbeat-topic", "beats"),
                environment())) {
            await().atMost(ofMinutes(2))
                    .until(() -> STATUS.matcher(worker.output()).find() || !worker.isAlive());
            var url = STATUS.matcher(worker.output());
            assertThat(url.find()).as(worker.output()).isTrue();
            await().atMost(ofMinutes(2))
                    .until(() -> get(url.group(1) + "/metrics").contains("waybill_failures_open"));
            for (String path : List.of("/why", "/why?as=text", "/metrics", "/livez", "/readyz")) {
                seen.put("GET " + path, get(url.group(1) + path));
            }
            lookAtCommandLines();
            runServer(config, clickHouse, work);
            ends(0, "status", "-c", config);
            run("status", "--url", url.group(1), "-o", "json");
            ends(0, "why", "--url", url.group(1));
            readFiles(work.resolve("run"));
            run("pid", "-c", config, "send", "-m", "{}", "--topic", "beats");
            ends(
                    0,
                    "debug",
                    "bundle",
                    "-c",
                    config,
                    "-o",
                    work.resolve("bundle.tar.gz").toString());
            run("debug", "bundle", "-c", config, "--dry-run");
            seen.put("heartbeats", String.join("\n", site.values("beats")));
            worker.signal("TERM");
            assertThat(worker.exit()).as(worker.output()).isEqualTo(143);
        }
        run("pid", "-c", config, "consume", "--exit-at-end", "--debug");
        run("pid", "-c", config, "--set", "handle.server_url=http://me:" + ADDRESS + "@127.0.0.1", "consume");
        run("pid", "-c", config, "--set", "handle.server_url=http://127.0.0.1:1", "get", "21.TEST/none", "--debug");
        ends(0, "failures", "list", "-c", config);
        ends(3, "replay", "-c", config, "--debug");
    }

    /** Everything that leads to something, from the first page and the descriptions on; and what is there without a link. */
    private void runServer(String config, ClickHouseService clickHouse, Path work) throws Exception {
        ends(0, "token", "create", "somebody", "--role", "viewer", "-c", config);
        ends(0, "token", "revoke", "somebody", "-c", config);
        Files.delete(work.resolve("state/waybill/tokens.json"));
        var arguments = List.of(
                "server", "--port", "0", "-c", config, "--set", "batch.clickhouse=" + clickHouse.uri(), "--debug");
        var environment = environment();
        environment.remove("WAYBILL_JOBS_URL"); // each of its pages would wait for it
        try (var server = Child.start(work, arguments, environment)) {
            await().atMost(ofMinutes(2))
                    .until(() -> server.output().contains("nobody has to log in") || !server.isAlive());
            for (Pattern where : List.of(CONSOLE, BATCHES)) {
                var url = where.matcher(server.output());
                assertThat(url.find()).as(server.output()).isTrue();
                visit(url.group(1));
            }
        }
    }

    private void visit(String server) throws Exception {
        var found = new ArrayDeque<>(List.of("/", "/openapi.json", "/metrics", "/login"));
        var visited = new HashSet<String>();
        while (!found.isEmpty()) {
            String path = found.remove();
            if (!visited.add(path) || visited.size() > 300) {
                continue;
            }
            String answer = path.startsWith("/live/") ? firstEvent(server + path) : get(server + path);
            seen.put("GET " + path, answer);
            LINK.matcher(answer)
                    .results()
                    .forEach(link -> found.add(link.group(1).replace("&amp;", "&")));
            if (path.equals("/openapi.json")) {
                JsonMapper.shared().readTree(answer).path("paths").properties().stream()
                        .filter(each -> each.getValue().has("get"))
                        .forEach(each -> found.add(each.getKey().replaceAll("\\{[^}]+}", "7")));
            }
            if (path.equals("/api/v1/failures")) {
                for (JsonNode cause : JsonMapper.shared().readTree(answer).path("causes")) {
                    found.add("/api/v1/failures/" + cause.path("store").asString("") + "/records");
                }
            }
        }
    }

    private static String firstEvent(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "text/event-stream")
                .build();
        try (var lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            return lines.takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        }
    }

    private void runFiles(String config, GirderService girder, Path work) throws Exception {
        Path sent = Files.createDirectories(folder.resolve("sent"));
        Files.writeString(sent.resolve("a.dat"), "abc");
        ends(0, "files", "upload", sent.toString(), "--topic", "raw", "-c", config, "--debug");
        String output = work.resolve("girder").toString();
        run(
                "files",
                "girder",
                girder.uri().toString(),
                "--topic",
                "raw",
                "--output-dir",
                output,
                "-c",
                config,
                "--exit-at-end");
        run(
                "files",
                "girder",
                "http://127.0.0.1:1/api/v1",
                "--topic",
                "raw",
                "--output-dir",
                output,
                "-c",
                config,
                "--debug");
        run("doctor", "files", "--girder", girder.uri().toString(), "--topic", "raw", "-c", config);
    }

    private void runBatch(String config, ClickHouseService clickHouse, Path work) throws Exception {
        String store = clickHouse.uri().toString();
        run(
                "batch",
                "worker",
                "--clickhouse",
                store,
                "--failures",
                work.resolve("parked").toString(),
                "--exit-at-end",
                "-c",
                config,
                "--debug");
        run("batch", "worker", "--clickhouse", "http://me:" + ADDRESS + "@", "-c", config);
        run("batch", "model", "list", "--api-url", "http://me:" + ADDRESS + "@127.0.0.1:1", "--debug");
        run("doctor", "batch", "-c", config, "--set", "batch.clickhouse=" + store);
    }

    private void runJobs(String config) throws Exception {
        run("jobs", "status", "--debug");
        run("jobs", "install", "--database", "postgresql://me:" + ADDRESS + "@127.0.0.1:1/cube", "--debug");
        run("jobs", "status", "--database", "postgresql://me:" + ADDRESS + "@:x/cube");
        run("doctor", "jobs", "-c", config);
    }

    private void askAll(String config, Path work) throws Exception {
        ends(0, "config", "show", "--origin", "-c", config);
        run("config", "validate", "-c", config);
        run("config", "path", "-c", config);
        run("pid", "-c", config, "config", "show", "--format", "json");
        run("doctor", "-c", config, "-o", "json");
        ends(0, "why", "--group", "group-of-events", "-c", config);
        run("why", "--url", "http://me:" + ADDRESS + "@127.0.0.1:1");
        byte[] bundle = Files.readAllBytes(work.resolve("bundle.tar.gz"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bundle))) {
            String tar = new String(in.readAllBytes(), ISO_8859_1);
            assertThat(tar)
                    .contains("waybill-debug/doctor.json", "why.json", "threads.txt", "kafka.sasl.password = ******");
            seen.put("bundle", tar);
        }
    }

    private static Map<String, String> secretsIn(Path run) {
        var environment = new HashMap<String, String>();
        environment.put("CLICKHOUSE_PASSWORD", CLICKHOUSE);
        environment.put("WAYBILL_JOBS_URL", "postgresql://me:" + DATABASE + "@127.0.0.1:1/cube");
        environment.put("WAYBILL_GIRDER_API_KEY", GIRDER);
        environment.put("WAYBILL_TOKEN", TOKEN);
        environment.put("WAYBILL_RUN_DIR", run.toString());
        environment.put("XDG_STATE_HOME", run.resolveSibling("state").toString());
        return environment;
    }

    private Map<String, String> environment() {
        return secretsIn(folder.resolve("work").resolve("run"));
    }

    /** One that is to end so. */
    private void ends(int exit, String... words) {
        assertThat(run(words)).as("%s: %s", String.join(" ", words), seen).isEqualTo(exit);
    }

    private int run(String... words) {
        CommandRun run = CommandRun.with(environment(), words);
        String name = seen.size() + " " + String.join(" ", words);
        assertThat(run.err()).as(name).doesNotContain("internal-error");
        seen.put(name + " out", run.out());
        seen.put(name + " err (" + run.exit() + ")", run.err());
        return run.exit();
    }

    /** Whoever else is on this machine sees them. */
    private void lookAtCommandLines() {
        ProcessHandle.current()
                .descendants()
                .forEach(child -> seen.put(
                        "command line of " + child.pid(),
                        child.info().commandLine().orElse("")));
    }

    private void readFiles(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                seen.put(file.toString(), new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString(UTF_8))
                .body();
    }
}
