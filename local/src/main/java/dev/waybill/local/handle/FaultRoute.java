package dev.waybill.local.handle;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
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

    Answer answer(Request request) {
        if (request.path().equals(ROOT + "/log")) {
            return ok(logAsJson());
        }
        try {
            switch (request.method()) {
                case "GET" -> {}
                case "PUT" -> switches.set(Faults.parse(Json.MAPPER.readTree(request.body())));
                case "DELETE" -> switches.set(Faults.NONE);
                default -> throw new IllegalArgumentException("expected GET, PUT or DELETE, got " + request.method());
            }
        } catch (IllegalArgumentException | JacksonException e) {
            String message = e instanceof JacksonException ? "the body is no JSON" : e.getMessage();
            return new Answer(400, JsonNodeFactory.instance.objectNode().put("message", message), Map.of());
        }
        return ok(switches.faults().toJson());
    }

    private ObjectNode logAsJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode requests = json.putObject("requests");
        log.requests().forEach(requests::put);
        json.put("mostUnderWay", log.mostUnderWay());
        var changes = json.putArray("changes");
        log.changes().forEach(c -> changes.addObject().put("method", c.method()).put("handle", c.handle()));
        return json;
    }

    private static Answer ok(ObjectNode body) {
        return new Answer(200, body, Map.of());
    }
}
