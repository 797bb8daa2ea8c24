package dev.waybill.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /faults}: GET shows the switches, PUT sets them, DELETE clears them; {@code /faults/log} is the log. */
final class FaultRoute {
    static final String ROOT = "/faults";

    private final FaultSwitches switches;
    private final RequestLog log;

    FaultRoute(FaultSwitches switches, RequestLog log) {
        this.switches = switches;
        this.log = log;
    }

    Answer answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        JsonMapper json = JsonMapper.shared();
        try {
            switch (request) {
                case "GET " + ROOT -> {}
                case "PUT " + ROOT ->
                    switches.set(
                            Faults.parse(json.readTree(exchange.getRequestBody().readAllBytes()), switches.known()));
                case "DELETE " + ROOT -> switches.set(Faults.NONE);
                case "GET " + ROOT + "/log" -> {
                    return Answer.json(200, logAsJson());
                }
                default ->
                    throw new IllegalArgumentException(
                            "expected GET, PUT or DELETE of " + ROOT + ", or GET of " + ROOT + "/log, got " + request);
            }
        } catch (IllegalArgumentException | JacksonException e) {
            String message = e instanceof JacksonException ? "the body is no JSON" : e.getMessage();
            return Answer.json(400, json.createObjectNode().put("message", message));
        }
        return Answer.json(200, switches.faults().toJson(switches.known()));
    }

    private ObjectNode logAsJson() {
        ObjectNode json = JsonMapper.shared().createObjectNode().put("mostUnderWay", log.mostUnderWay());
        var requests = json.putArray("requests");
        log.requests().forEach(requests::add);
        return json;
    }
}
