package dev.waybill.server.jobs;

import dev.waybill.server.http.Refusal;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request says: its parameters, and the fields of its body. */
final class Asked {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Asked() {}

    /** A number in the path. */
    static long number(Context ctx, String name) {
        String text = ctx.pathParam(name);
        if (!text.matches("[0-9]{1,18}")) {
            throw Missing.job(name + " \"" + text + '"');
        }
        return Long.parseLong(text);
    }

    static Optional<String> query(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(text -> !text.isBlank());
    }

    static long number(Context ctx, String name, long least, long most, long usual) {
        return query(ctx, name)
                .map(text -> {
                    long value = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
                    if (value < least || value > most) {
                        throw Refusal.wrong(name, '"' + text + '"', "a number from " + least + " to " + most);
                    }
                    return value;
                })
                .orElse(usual);
    }

    /** An object; an empty body is an empty one. */
    static JsonNode body(Context ctx) {
        try {
            String text = ctx.body();
            JsonNode body = JSON.readTree(text.isBlank() ? "{}" : text);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            throw Refusal.wrong("the body", e.getOriginalMessage(), "a JSON object");
        }
        throw Refusal.wrong("the body", "something else", "a JSON object");
    }

    static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw Refusal.wrong(field, value.toString(), "a text");
        }
        return Optional.of(value.stringValue());
    }

    static String required(JsonNode body, String field) {
        return text(body, field).orElseThrow(() -> Refusal.wrong(field, "nothing", "a text"));
    }

    static boolean flag(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw Refusal.wrong(field, value.toString(), "true or false");
        }
        return value.asBoolean(false);
    }

    static long number(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Refusal.wrong(field, value.isMissingNode() ? "nothing" : value.toString(), "a whole number");
        }
        return value.longValue();
    }

    static List<JsonNode> list(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isArray()) {
            throw Refusal.wrong(field, value.toString(), "a list");
        }
        var all = new ArrayList<JsonNode>();
        value.forEach(all::add);
        return all;
    }
}
