package dev.waybill.local.stac;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the client asks for: path segments and query parameters are decoded, an absent body is a missing node. */
record Request(String method, List<String> path, Map<String, String> parameters, JsonNode body) {

    static Request of(String method, URI uri, JsonNode body) {
        List<String> segments = Arrays.stream(uri.getRawPath().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                // A plus sign stands for itself in a path.
                .map(segment -> decode(segment.replace("+", "%2B")))
                .toList();
        return new Request(method, segments, parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery()), body);
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    boolean is(String wantedMethod) {
        return method.equals(wantedMethod);
    }

    String pathText() {
        return "/" + String.join("/", path);
    }
}
