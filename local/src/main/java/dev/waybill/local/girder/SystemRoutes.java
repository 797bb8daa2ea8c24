package dev.waybill.local.girder;

import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** Version, settings, users, keys and tokens. */
final class SystemRoutes {
    private final Tokens tokens;
    private final GirderServiceSettings settings;
    private final String userId;
    private final String started;

    SystemRoutes(Tokens tokens, GirderServiceSettings settings, String userId, InstantSource clock) {
        this.tokens = tokens;
        this.settings = settings;
        this.userId = userId;
        this.started = clock.instant().toString();
    }

    void addTo(Router router) {
        router.open("GET system/version", call -> version());
        router.guarded("GET system/setting", this::setting);
        router.open("GET user/me", this::me);
        router.guarded("POST api_key", this::newKey);
        router.open("POST api_key/token", this::token);
    }

    private Answer version() {
        return Answer.json(Json.MAPPER
                .createObjectNode()
                .put("release", settings.release())
                .put("serverStartDate", started));
    }

    private Answer setting(Call call) {
        String key = call.parameters().required("key");
        if (!key.equals("core.upload_minimum_chunk_size")) {
            throw Refusal.validation("Invalid setting key \"" + key + "\".", "key");
        }
        return Answer.json(Json.MAPPER.getNodeFactory().numberNode(settings.minimumChunk()));
    }

    private Answer me(Call call) {
        return Answer.json(
                call.isKnown()
                        ? Json.MAPPER
                                .createObjectNode()
                                .put("_id", userId)
                                .put("_modelType", "user")
                                .put("admin", true)
                                .put("login", "admin")
                        : Json.MAPPER.nullNode());
    }

    private Answer newKey(Call call) {
        return Answer.json(Json.MAPPER
                .createObjectNode()
                .put("_modelType", "api_key")
                .put("active", true)
                .put("key", tokens.newKey())
                .put("name", call.parameters().optional("name").orElse(""))
                .put("userId", userId));
    }

    private Answer token(Call call) {
        String days = call.parameters().optional("duration").orElse("0");
        Tokens.Token token = tokens.exchange(call.parameters().required("key"), days(days));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putObject("authToken")
                .put("expires", token.expires().toString())
                .put("token", token.text())
                .putArray("scope")
                .add("core.user_auth");
        answer.putObject("user").put("_id", userId);
        return Answer.json(answer);
    }

    private static double days(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw Refusal.rest("Invalid value for numeric parameter duration: " + text + ".");
        }
    }
}
