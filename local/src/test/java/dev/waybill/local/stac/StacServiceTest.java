package dev.waybill.local.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

final class StacServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private StacService stac;

    @BeforeEach
    void start() throws Exception {
        stac = StacService.start(0);
    }

    @AfterEach
    void stop() {
        stac.close();
    }

    @Test
    void theLandingPageNamesTheSearchAndWhatItConformsTo() throws Exception {
        Reply page = get("/");

        assertThat(page.status).isEqualTo(200);
        assertThat(page.body.path("type").asString()).isEqualTo("Catalog");
        assertThat(page.body.path("conformsTo").toString()).contains("item-search#query");
        assertThat(href(page.body, "search")).isEqualTo(stac.uri() + "/search");
    }

    @Test
    void anItemComesBackAsItWasPutWithLinksOfTheServer() throws Exception {
        assertThat(put("cmip6", "a.v1", "\"variable\": \"tas\"").status).isEqualTo(201);
        assertThat(put("cmip6", "a.v1", "\"variable\": \"pr\"").status).isEqualTo(200);

        Reply item = get("/collections/cmip6/items/a.v1");

        assertThat(item.status).isEqualTo(200);
        assertThat(item.contentType).isEqualTo("application/geo+json");
        assertThat(item.body.at("/properties/variable").asString()).isEqualTo("pr");
        assertThat(item.body.path("assets").path("data").path("href").asString())
                .isEqualTo("https://data/a.v1");
        assertThat(href(item.body, "self")).isEqualTo(stac.uri() + "/collections/cmip6/items/a.v1");
        assertThat(href(item.body, "license")).isEqualTo("https://example.org/terms");
    }

    @Test
    void anUnknownItemIsAProblemWithCodeAndDescription() throws Exception {
        Reply item = get("/collections/cmip6/items/nowhere");

        assertThat(item.status).isEqualTo(404);
        assertThat(item.body.path("code").asString()).isEqualTo("NotFoundError");
        assertThat(item.body.path("description").asString()).contains("nowhere", "cmip6");
        assertThat(get("/collections/cmip6").status).isEqualTo(404);
        assertThat(get("/elsewhere").status).isEqualTo(404);
    }

    @Test
    void anItemThatContradictsItsPathIsRefused() throws Exception {
        Reply answer = send("PUT", "/collections/cmip6/items/a", "{\"type\": \"Feature\", \"id\": \"b\"}");

        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.body.path("description").asString()).contains("\"a\"", "\"b\"");
        assertThat(get("/collections/cmip6/items/b").status).isEqualTo(404);
    }

    @Test
    void collectionsAreListedInPages() throws Exception {
        put("cmip6", "x", "");
        put("cmip7", "x", "");

        Reply first = get("/collections?limit=1");
        Reply second =
                get(href(first.body, "next").substring(stac.uri().toString().length()));

        assertThat(first.body.at("/collections/0/id").asString()).isEqualTo("cmip6");
        assertThat(first.body.path("numberMatched").asInt()).isEqualTo(2);
        assertThat(second.body.at("/collections/0/id").asString()).isEqualTo("cmip7");
        assertThat(second.body.path("links").toString()).doesNotContain("next");
        assertThat(get("/collections/cmip7").body.path("type").asString()).isEqualTo("Collection");
        assertThat(get("/collections?limit=none").status).isEqualTo(400);
    }

    @Test
    void searchByPropertiesFindsEqualValuesOnly() throws Exception {
        put("cmip6", "a", "\"cmip6:table_id\": \"Amon\", \"level\": 1");
        put("cmip6", "b", "\"cmip6:table_id\": \"Omon\", \"level\": 1");
        put("other", "c", "\"cmip6:table_id\": \"Amon\", \"level\": 1");

        assertThat(found("{\"collections\": [\"cmip6\"], \"query\": {\"cmip6:table_id\": {\"eq\": \"Amon\"}}}"))
                .containsExactly("a");
        assertThat(found("{\"query\": {\"level\": {\"eq\": 1.0}}}")).containsExactly("a", "b", "c");
        assertThat(found("{\"ids\": [\"b\", \"c\", \"z\"]}")).containsExactly("b", "c");
    }

    @Test
    void aPropertyNoItemHasMatchesNothing() throws Exception {
        put("cmip6", "a", "\"cmip6:table_id\": \"Amon\"");

        assertThat(found("{\"query\": {\"table_id\": {\"eq\": \"Amon\"}}}")).isEmpty();
        assertThat(found("{\"query\": {\"table_id\": {\"eq\": null}}}")).isEmpty();
    }

    @Test
    void theNextLinkLeadsThroughAllItemsOnce() throws Exception {
        for (int i = 0; i < 7; i++) {
            put("cmip6", "item-" + i, "");
        }

        var ids = new ArrayList<String>();
        Reply page = send("POST", "/search", "{\"collections\": [\"cmip6\"], \"limit\": 3}");
        ids.addAll(ids(page.body));
        int pages = 1;
        for (JsonNode next = link(page.body, "next"); !next.isMissingNode(); next = link(page.body, "next")) {
            assertThat(next.path("method").asString()).isEqualTo("POST");
            page = send("POST", "/search", next.path("body").toString());
            ids.addAll(ids(page.body));
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(ids).containsExactly("item-0", "item-1", "item-2", "item-3", "item-4", "item-5", "item-6");
        assertThat(page.body.path("numberReturned").asInt()).isEqualTo(1);
        assertThat(page.body.path("numberMatched").asInt()).isEqualTo(7);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndNotIgnored() throws Exception {
        for (String body : List.of(
                "{\"bbox\": [0, 0, 1, 1]}",
                "{\"query\": {\"level\": {\"gt\": 1}}}",
                "{\"query\": {\"level\": 1}}",
                "{\"limit\": 0}",
                "{\"collections\": \"cmip6\"}",
                "{\"token\": \"???\"}",
                "[]",
                "not json")) {
            Reply answer = send("POST", "/search", body);

            assertThat(answer.status).as(body).isEqualTo(400);
            assertThat(answer.body.path("code").asString()).as(body).isEqualTo("RequestValidationError");
        }
        assertThat(send("DELETE", "/search", "").status).isEqualTo(405);
    }

    @Test
    void answersAtOneLoopbackAddressOnly() throws Exception {
        URI elsewhere = URI.create("http://127.0.0.2:" + stac.uri().getPort() + "/");

        assertThatThrownBy(() -> HTTP.send(HttpRequest.newBuilder(elsewhere).build(), BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);
        assertThat(get("/").status).isEqualTo(200);
    }

    private record Reply(int status, String contentType, JsonNode body) {}

    private Reply get(String path) throws Exception {
        return send("GET", path, "");
    }

    private Reply put(String collection, String id, String properties) throws Exception {
        String item = """
                {"type": "Feature", "stac_version": "1.0.0", "id": "%s", "collection": "%s", "geometry": null,
                 "properties": {%s}, "assets": {"data": {"href": "https://data/%s"}},
                 "links": [{"rel": "self", "href": "https://elsewhere/"},
                           {"rel": "license", "href": "https://example.org/terms"}]}
                """.formatted(id, collection, properties, id);
        return send("PUT", "/collections/" + collection + "/items/" + id, item);
    }

    private List<String> found(String search) throws Exception {
        Reply reply = send("POST", "/search", search);
        assertThat(reply.status).as(reply.body.toString()).isEqualTo(200);
        return ids(reply.body);
    }

    private Reply send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stac.uri() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                JsonMapper.shared().readTree(response.body()));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("features")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static String href(JsonNode document, String rel) {
        return link(document, rel).path("href").asString();
    }

    private static JsonNode link(JsonNode document, String rel) {
        return document.path("links")
                .valueStream()
                .filter(link -> link.path("rel").asString().equals(rel))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
