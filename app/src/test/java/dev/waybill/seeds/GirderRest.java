package dev.waybill.seeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person with a browser at a Girder: looks, and makes what programs need. */
final class GirderRest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String root;
    private final String token;

    private GirderRest(String root, String key) throws IOException, InterruptedException {
        this.root = root;
        var request = HttpRequest.newBuilder(URI.create(root + "/api_key/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("key=" + key));
        this.token = send(request).path("authToken").path("token").asString();
    }

    static GirderRest login(String root, String key) throws IOException, InterruptedException {
        return new GirderRest(root, key);
    }

    /** The id of a new folder in a new collection. */
    String folder(String collection, String name) throws IOException, InterruptedException {
        String parent = post("collection", Map.of("name", collection, "public", "true"));
        return post("folder", Map.of("parentType", "collection", "parentId", parent, "name", name));
    }

    private String post(String path, Map<String, String> form) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root + "/" + path + "?" + encoded(form)))
                .header("Girder-Token", token)
                .POST(BodyPublishers.noBody());
        return send(request).path("_id").asString();
    }

    /** The items of a folder, those of its folders before them. */
    List<JsonNode> items(String folder) throws IOException, InterruptedException {
        var items = new ArrayList<JsonNode>();
        for (JsonNode below : get("folder?" + encoded(Map.of("parentType", "folder", "parentId", folder)))) {
            items.addAll(items(below.path("_id").asString()));
        }
        get("item?folderId=" + folder).forEach(items::add);
        return items;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(root + "/" + path)).header("Girder-Token", token));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
