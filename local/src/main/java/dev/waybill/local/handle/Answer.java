package dev.waybill.local.handle;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes back to the caller: an HTTP status, a JSON body, and headers beyond the usual ones. */
record Answer(int status, ObjectNode body, Map<String, String> headers) {
    static Answer success() {
        return of(Code.SUCCESS);
    }

    static Answer of(Code code) {
        return new Answer(
                code.status(), JsonNodeFactory.instance.objectNode().put("responseCode", code.number()), Map.of());
    }

    static Answer refused(Refusal refusal) {
        Answer answer = of(refusal.code());
        answer.body.put("message", refusal.reason());
        return refusal.code() == Code.AUTHENTICATION_NEEDED
                ? answer.withHeaders(Map.of("WWW-Authenticate", "Basic realm=\"handle\""))
                : answer;
    }

    Answer withStatus(int other) {
        return new Answer(other, body, headers);
    }

    Answer withHeaders(Map<String, String> others) {
        return new Answer(status, body, others);
    }

    /** Names the handle in the body. */
    Answer about(HandleName handle) {
        body.put("handle", handle.text());
        return this;
    }
}
