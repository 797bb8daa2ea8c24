package dev.waybill.local.stac;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns HTTP into requests and answers of {@link Routes}, and every failure into a problem. */
final class Exchange implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

    private final JsonMapper json = JsonMapper.shared();
    private final Routes routes;

    Exchange(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            Answer answer;
            try {
                answer = routes.answer(request(http));
            } catch (Problem problem) {
                answer = problem(problem.status(), problem.code(), String.valueOf(problem.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("stac request failed", e);
                answer = problem(500, "InternalServerError", e.toString());
            }
            byte[] body = json.writeValueAsBytes(answer.body());
            http.getResponseHeaders().set("Content-Type", answer.contentType());
            http.sendResponseHeaders(answer.status(), body.length);
            http.getResponseBody().write(body);
        }
    }

    private Request request(HttpExchange http) throws IOException, Problem {
        byte[] body = http.getRequestBody().readNBytes(LARGEST_REQUEST_BYTES + 1);
        if (body.length > LARGEST_REQUEST_BYTES) {
            throw Problem.tooLarge(LARGEST_REQUEST_BYTES);
        }
        try {
            JsonNode parsed = body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
            return Request.of(http.getRequestMethod(), http.getRequestURI(), parsed);
        } catch (JacksonException e) {
            throw Problem.invalid("the request is not JSON: " + e.getOriginalMessage());
        }
    }

    private Answer problem(int status, String code, String description) {
        ObjectNode body = json.createObjectNode().put("code", code).put("description", description);
        return new Answer(status, Answer.JSON, body);
    }
}
