package dev.waybill.files.girder;

import static dev.waybill.files.girder.Site.CHUNK;
import static dev.waybill.files.girder.Site.METADATA;
import static dev.waybill.files.girder.Site.bytes;
import static dev.waybill.files.girder.Site.failure;
import static dev.waybill.files.girder.Site.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.failure.FailureClass;
import dev.waybill.files.content.Content;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The client against what a real Girder 5.0.14 was asked and answered. */
final class RecordedAnswersTest {
    private static final String TOKEN = "token from key, form body";
    private static final Parent COLLECTION = Parent.collection("6b00e08db6573c41132bc419");
    private static final FolderPath ROOT = new FolderPath(COLLECTION, List.of("root"));

    /** Requests of ours that Girder's documentation names and nobody recorded. */
    private static final Set<String> NOT_RECORDED = Set.of("POST item", "DELETE file/:id", "DELETE folder/:id");

    /** Every list takes these, recorded or not. */
    private static final Set<String> PAGING = Set.of("limit", "offset");

    private static final Map<String, FailureClass> NO_POISON = Map.of(
            "token from bad key", FailureClass.MISCONFIGURED,
            "folder bad parent", FailureClass.TRANSIENT,
            "cancel again", FailureClass.TRANSIENT,
            "get deleted file", FailureClass.TRANSIENT,
            "offset after finish", FailureClass.TRANSIENT,
            "chunk after finish", FailureClass.TRANSIENT);

    private Recorded recorded;

    @BeforeEach
    void find() throws IOException {
        Optional<Recorded> found = Recorded.find();
        assumeTrue(found.isPresent());
        recorded = found.get();
    }

    @Test
    void aContentIsReplacedWithTheRequestsThatWereRecorded() throws IOException {
        try (var script = script(
                TOKEN,
                "folder list by name",
                "list item by name",
                "item files",
                "put contents",
                "put contents chunk",
                "item metadata")) {
            var file = new GirderFile(ROOT, "a.txt", Content.of(text("changed")), METADATA, OnChange.REPLACE);

            assertThat(client(script).delivery(file).deliver()).isEqualTo(Outcome.REPLACED);

            assertThat(script.differences()).isEmpty();
        }
    }

    @Test
    void aContentThatIsThereIsReadBackWithTheRequestsThatWereRecorded() throws IOException {
        try (var script = script(TOKEN, "folder list by name", "list item by name", "item files")) {
            var file = new GirderFile(ROOT, "a.txt", Content.of(text("another text")), METADATA, OnChange.KEEP);

            var failure = failure(() -> client(script).delivery(file).deliver());

            assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(script.differences())
                    .containsOnly("not recorded: GET /api/v1/file/6b00e08db6573c41132bc41d/download");
        }
    }

    @Test
    void aLargeContentGoesInTheChunksThatWereRecorded() throws IOException {
        try (var script =
                script(TOKEN, "init 12MiB no body", "chunk 1 5MiB", "chunk 2 octet-stream", "chunk final 2MiB")) {
            var api = new GirderApi(settings(script), InstantSource.system());
            byte[] content = bytes(12 * 1024 * 1024);

            JsonNode begun = api.post("file", Query.of("name", "multi.bin").and("size", content.length));
            var sent = new Upload(api, Siblings.id(begun), Content.of(content), content.length, CHUNK).finish();

            assertThat(script.differences()).isEmpty();
            assertThat(sent.answer().path("size").asInt()).isEqualTo(content.length);
            assertThat(sent.hash().hex()).isEqualTo(Site.sha256(content));
        }
    }

    @Test
    void everyRecordedRefusalIsUnderstood() throws IOException {
        var refusals = recorded.all().stream()
                .filter(exchange -> exchange.path("status").asInt(0) == 400)
                .toList();
        assertThat(refusals).hasSize(30);
        for (JsonNode refusal : refusals) {
            String label = refusal.path("label").asString();

            assertThat(classOf(refusal)).as(label).isEqualTo(expectedOf(refusal));
        }
    }

    @Test
    void whoIsNobodyIsToldToCheckTheKey() throws IOException {
        var strangers = recorded.all().stream()
                .filter(exchange -> exchange.path("status").asInt(0) == 401)
                .toList();
        assertThat(strangers).hasSize(2);
        for (JsonNode stranger : strangers) {
            assertThat(classOf(stranger)).isEqualTo(FailureClass.MISCONFIGURED);
        }
    }

    @Test
    void everythingTheClientAsksWasAskedOfARealServiceWithTheSameParameters() throws IOException {
        Map<String, Set<String>> parameters = recordedParameters();
        try (var site = Site.open()) {
            site.client().checkAccess();
            site.delivery("a", text("x")).deliver();
            site.delivery("a", bytes(CHUNK + 1)).deliver();
            site.delivery("a", bytes(CHUNK + 1)).deliver();
            site.files();

            for (var seen : site.service().log().requests()) {
                if (!NOT_RECORDED.contains(seen.route())) {
                    assertThat(parameters).as("recorded routes").containsKey(seen.route());
                    assertThat(parameters.getOrDefault(seen.route(), Set.of()))
                            .as(seen.route())
                            .containsAll(seen.query().keySet().stream()
                                    .filter(name -> !PAGING.contains(name))
                                    .toList());
                }
            }
        }
    }

    private Map<String, Set<String>> recordedParameters() {
        var parameters = new TreeMap<String, Set<String>>();
        for (JsonNode exchange : recorded.all()) {
            String[] path = exchange.path("path").asString().split("\\?", 2);
            String route = exchange.path("method").asString() + " " + path[0].replaceAll("[0-9a-f]{24}", ":id");
            var names = parameters.computeIfAbsent(route, r -> new TreeSet<>());
            names.addAll(exchange.path("query").propertyNames());
            Stream.of(path.length == 1 ? new String[0] : path[1].split("&"))
                    .forEach(pair -> names.add(pair.split("=", 2)[0]));
        }
        return parameters;
    }

    private static FailureClass expectedOf(JsonNode refusal) {
        boolean isSmallChunk =
                refusal.path("response").path("message").asString().startsWith("Chunk is smaller");
        return isSmallChunk
                ? FailureClass.MISCONFIGURED
                : NO_POISON.getOrDefault(refusal.path("label").asString(), FailureClass.POISON);
    }

    private FailureClass classOf(JsonNode refusal) throws IOException {
        ObjectNode asked = (ObjectNode) refusal.deepCopy();
        asked.put("method", "GET").put("path", "x").remove(List.of("query", "request_body_bytes"));
        JsonNode again = recorded.labelled(TOKEN);
        boolean isStranger = refusal.path("status").asInt() == 401;
        List<JsonNode> exchanges = isStranger ? List.of(again, asked, again, asked) : List.of(again, asked);
        try (var script = new Script(exchanges)) {
            var api = new GirderApi(settings(script), InstantSource.system());
            return failure(() -> {
                        try {
                            api.get("x", Query.NONE);
                        } catch (GoneException e) {
                            throw e.failure();
                        }
                    })
                    .failureClass();
        }
    }

    private Script script(String... labels) throws IOException {
        return new Script(Stream.of(labels).map(recorded::labelled).toList());
    }

    private static GirderClient client(Script script) {
        return new GirderClient(settings(script));
    }

    private static GirderSettings settings(Script script) {
        return GirderSettings.of(script.uri(), new ApiKey("key")).withChunkBytes(CHUNK);
    }
}
