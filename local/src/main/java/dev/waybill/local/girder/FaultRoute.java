package dev.waybill.local.girder;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /faults}: GET shows the switches, PUT sets them, DELETE clears them. DELETE of {@code /faults/tokens} makes all
 * tokens unknown; {@code /faults/log} is the log.
 */
final class FaultRoute {
    static final String ROOT = "/faults";

    private final FaultSwitches switches;
    private final Tokens tokens;
    private final RequestLog log;

    FaultRoute(FaultSwitches switches, Tokens tokens, RequestLog log) {
        this.switches = switches;
        this.tokens = tokens;
        this.log = log;
    }

    Answer answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        try {
            switch (request) {
                case "GET " + ROOT -> {}
                case "PUT " + ROOT ->
                    switches.set(Faults.parse(
                            Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes())));
                case "DELETE " + ROOT -> switches.set(Faults.NONE);
                case "DELETE " + ROOT + "/tokens" -> tokens.expireAll();
                case "GET " + ROOT + "/log" -> {
                    return Answer.json(logAsJson());
                }
                default ->
                    throw new IllegalArgumentException("expected GET, PUT or DELETE of " + ROOT + ", DELETE of " + ROOT
                            + "/tokens or GET of " + ROOT + "/log, got " + request);
            }
        } catch (IllegalArgumentException | JacksonException e) {
            String message = e instanceof JacksonException ? "the body is no JSON" : e.getMessage();
            return Answer.json(400, Json.MAPPER.createObjectNode().put("message", message));
        }
        return Answer.json(switches.faults().toJson());
    }

    private ObjectNode logAsJson() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("mostUnderWay", log.mostUnderWay());
        var requests = json.putArray("requests");
        log.requests().forEach(seen -> requests.add(seen.method() + " " + seen.path()));
        return json;
    }
}
