package dev.waybill.pid.stac;

import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.stac.StacApi.VersionQuery;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpStacApiTest {
    private static final String DATASET = "CMIP6.A.I.S.E.R.T.V.G";
    private static final List<String> FACETS = List.of("", "inst", "src", "exp", "var", "tab", "vid", "grid");

    private final AtomicLong nanos = new AtomicLong();
    private final FakeStacHttp http = new FakeStacHttp();
    private final StacApi api = new HttpStacApi(
            new StacExchange(URI.create("https://stac.example.org/api/"), http), new KnownVersions(ticker()));

    @Test
    void asksForTheItemBelowTheConfiguredAddress() {
        http.answering(200, "{\"id\": \"x\"}");

        var item = api.item("CMIP6", "x").toCompletableFuture().join();

        assertThat(item.get("id").stringValue()).isEqualTo("x");
        assertThat(http.questions)
                .containsExactly(new StacHttp.Question(
                        URI.create("https://stac.example.org/api/collections/CMIP6/items/x"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../admin", "http://evil.example/x", "a?b=c#d", "a b", "//evil.example", "@evil.example"})
    void anIdStaysOneSegmentOfThePath(String id) {
        http.answering(200, "{}");

        api.item("CMIP6", id).toCompletableFuture().join();

        var asked = http.questions.get(0).uri();
        assertThat(asked.getHost()).isEqualTo("stac.example.org");
        assertThat(asked.getRawQuery()).isNull();
        assertThat(asked.getRawFragment()).isNull();
        assertThat(asked.getRawPath())
                .startsWith("/api/collections/CMIP6/items/")
                .matches("(/[^/]+){5}");
        assertThat(asked.getPath()).endsWith("/items/" + id);
    }

    @Test
    void anIdOfDotsIsRefusedWithoutAQuestion() {
        assertFailure(call(() -> api.item("CMIP6", "..")), FailureClass.POISON, "got \"..\"");
        assertThat(http.questions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, POISON",
        "410, POISON",
        "400, POISON",
        "401, MISCONFIGURED",
        "403, MISCONFIGURED",
        "302, MISCONFIGURED",
        "429, THROTTLED",
        "500, TRANSIENT",
        "503, TRANSIENT",
        "408, TRANSIENT"
    })
    void aStatusDecidesTheClassAndTheUrlIsNamed(int status, FailureClass failureClass) {
        http.answering(status, "<html>");

        assertFailure(
                api.item("CMIP6", "x"),
                failureClass,
                "https://stac.example.org/api/collections/CMIP6/items/x: expected HTTP status 200, got " + status);
    }

    @Test
    void aPaceThatIsAskedForIsPassedOn() {
        http.answering(429, "");

        assertThat(failure(api.item("CMIP6", "x")).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void noAnswerMayBeAskedForAgain() {
        http.answering(failedStage(new IOException("connection reset")));

        assertFailure(api.item("CMIP6", "x"), FailureClass.TRANSIENT, "connection reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", ""})
    void anAnswerThatIsNoItemMayBeAskedForAgain(String body) {
        http.answering(200, body);

        assertFailure(api.item("CMIP6", "x"), FailureClass.TRANSIENT, "expected a JSON object");
    }

    @Test
    void thePreviousVersionIsTheNextLowerNumberOfTheSameDataset() {
        http.answering(
                200,
                found(
                        "",
                        DATASET + ".v9",
                        DATASET + ".v20190101",
                        DATASET + ".v20200101",
                        DATASET + ".v20210101",
                        "CMIP6.other.v20191231",
                        DATASET + ".latest"));

        assertThat(previous(20200101)).contains(DATASET + ".v20190101");
        assertThat(JsonMapper.shared().readTree(http.questions.get(0).body().orElseThrow()))
                .isEqualTo(json("""
                        {"collections": ["CMIP6"], "limit": 100, "query": {
                         "cmip6:inst": {"eq": "I"}, "cmip6:src": {"eq": "S"}, "cmip6:exp": {"eq": "E"},
                         "cmip6:var": {"eq": "R"}, "cmip6:tab": {"eq": "T"}, "cmip6:vid": {"eq": "V"},
                         "cmip6:grid": {"eq": "G"}}}"""));
    }

    @Test
    void facetsWithoutNamespaceAreTriedWhereThoseWithItFindNothing() {
        http.answering(200, found("")).answering(200, found("", DATASET + ".v1"));

        assertThat(previous(2)).contains(DATASET + ".v1");
        assertThat(http.questions.get(1).body().orElseThrow())
                .contains("\"inst\"")
                .doesNotContain("cmip6:");
    }

    @Test
    void pagesAreFollowedAtTheConfiguredAddressOnly() {
        http.answering(200, found("""
                        {"rel": "next", "method": "POST", "href": "http://evil.example/search", "merge": true,
                         "body": {"token": "next:2"}}""", DATASET + ".v1"))
                .answering(200, found("""
                        {"rel": "next", "href": "http://evil.example/search?token=next%3A3"}""", DATASET + ".v2"))
                .answering(200, found("", DATASET + ".v3"));

        assertThat(previous(4)).contains(DATASET + ".v3");
        assertThat(http.questions)
                .extracting(question -> question.uri().toString())
                .containsExactly(
                        "https://stac.example.org/api/search",
                        "https://stac.example.org/api/search",
                        "https://stac.example.org/api/search?token=next%3A3");
        assertThat(http.questions.get(1).body().orElseThrow()).contains("\"token\":\"next:2\"", "\"cmip6:inst\"");
        assertThat(http.questions.get(2).body()).isEmpty();
    }

    @Test
    void pagesWithoutEndAreGivenUp() {
        for (int i = 0; i < 50; i++) {
            http.answering(200, found("{\"rel\": \"next\", \"href\": \"?p=1\"}", "x"));
        }

        assertFailure(api.previousVersion(query(DATASET + ".v2")), FailureClass.MISCONFIGURED, "more than 50 pages");
    }

    @Test
    void anAnswerIsKeptForFiveMinutes() {
        http.answering(200, found("", DATASET + ".v1"));
        assertThat(previous(2)).contains(DATASET + ".v1");

        nanos.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(previous(2)).contains(DATASET + ".v1");
        assertThat(http.questions).hasSize(1);

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        http.answering(200, found("", DATASET + ".v1"));
        assertThat(previous(2)).contains(DATASET + ".v1");
        assertThat(http.questions).hasSize(2);
    }

    @Test
    void aVersionThatWasAskedAboutIsKnownToTheNextOne() {
        http.answering(200, found("", DATASET + ".v1"));

        assertThat(previous(2)).contains(DATASET + ".v1");

        assertThat(previous(3)).contains(DATASET + ".v2");
    }

    @Test
    void aFailedLookupIsNotKept() {
        http.answering(500, "").answering(200, found("", DATASET + ".v1"));

        assertFailure(api.previousVersion(query(DATASET + ".v2")), FailureClass.TRANSIENT, "got 500");
        assertThat(previous(2)).contains(DATASET + ".v1");
    }

    @Test
    void aMissingSearchIsTheOperatorsToMend() {
        http.answering(404, "");

        assertFailure(api.previousVersion(query(DATASET + ".v2")), FailureClass.MISCONFIGURED, "check stac.base_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CMIP6.A.v1", DATASET + ".latest", DATASET + ".X.v1"})
    void anIdOfAnotherFormHasNoPreviousVersion(String id) {
        assertThat(api.previousVersion(query(id)).toCompletableFuture().join()).isEmpty();
        assertThat(http.questions).isEmpty();
    }

    @Test
    void withoutAnAddressEveryQuestionIsRefusedNamingTheSetting() {
        var none = StacApi.of(new StacSettings(Optional.empty(), Duration.ofSeconds(1), true));

        assertFailure(none.item("CMIP6", "x"), FailureClass.POISON, "stac.base_url");
        assertFailure(none.previousVersion(query(DATASET + ".v2")), FailureClass.MISCONFIGURED, "stac.base_url");
    }

    private Optional<String> previous(int version) {
        return api.previousVersion(query(DATASET + ".v" + version))
                .toCompletableFuture()
                .join();
    }

    private static VersionQuery query(String itemId) {
        return new VersionQuery("CMIP6", itemId, "cmip6", FACETS);
    }

    private Ticker ticker() {
        return nanos::get;
    }

    private static String found(String link, String... ids) {
        var features = Stream.of(ids).map(id -> "{\"id\": \"" + id + "\"}").collect(Collectors.joining(","));
        return "{\"features\": [" + features + "], \"links\": [" + link + "]}";
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static <T> CompletionStage<T> call(java.util.function.Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return failedStage(e);
        }
    }

    private static void assertFailure(CompletionStage<?> stage, FailureClass failureClass, String part) {
        var failure = failure(stage);
        assertThat(failure.failureClass()).isEqualTo(failureClass);
        assertThat(failure.reason()).contains(part);
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(
                stage.handle((answer, thrown) -> thrown).toCompletableFuture().join());
    }
}
