package dev.waybill.files.girder;

import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What Girder answered.
 *
 * @param body missing where the answer is no JSON
 */
record GirderAnswer(HttpResponse<byte[]> response, JsonNode body) {
    static GirderAnswer of(HttpResponse<byte[]> response) {
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return new GirderAnswer(response, isJson ? json(response.body()) : MissingNode.getInstance());
    }

    int status() {
        return response.statusCode();
    }

    boolean isSuccess() {
        return status() == 200 && !body.isMissingNode();
    }

    /** The token is unknown by now. */
    boolean isNotLoggedIn() {
        return status() == 401;
    }

    /** Girder has no such document, or has it no longer: it says so with 400. */
    boolean isGone() {
        boolean isReferred = message().startsWith("No such ")
                && body.path("field").asString("").equals("id");
        return status() == 400 && (isReferred || message().matches("Invalid (folder|item|file|upload) id \\(.*"));
    }

    String message() {
        return body.path("message").asString("");
    }

    private static JsonNode json(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
