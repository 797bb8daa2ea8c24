package dev.waybill.pid.handle;

import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a Handle service answered.
 *
 * @param code the response code of the Handle protocol; 0: the answer holds none
 * @param body missing where the answer is no JSON
 */
record HandleAnswer(HttpResponse<byte[]> response, int code, JsonNode body) {
    static final int SUCCESS = 1;
    static final int HANDLE_NOT_FOUND = 100;
    static final int VALUES_NOT_FOUND = 200;
    static final int NOT_RESPONSIBLE = 301;

    static HandleAnswer of(HttpResponse<byte[]> response) {
        JsonNode body = json(response.body());
        return new HandleAnswer(response, body.path("responseCode").asInt(0), body);
    }

    int status() {
        return response.statusCode();
    }

    boolean isSuccess() {
        return hasGoodStatus() && code == SUCCESS;
    }

    boolean hasGoodStatus() {
        return status() == 200 || status() == 201;
    }

    boolean isAbsent() {
        return code == HANDLE_NOT_FOUND;
    }

    private static JsonNode json(byte[] body) {
        try {
            return WireForm.parse(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
