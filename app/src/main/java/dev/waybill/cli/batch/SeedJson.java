package dev.waybill.cli.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON in one line, with a space behind each colon and comma, as the seed document prints it. */
final class SeedJson {
    private static final List<String> MODEL_FIELDS = List.of("id", "name", "schema");

    private SeedJson() {}

    /** A model with the fields of the seed document. */
    static String model(JsonNode model) {
        var fields = new ArrayList<String>();
        MODEL_FIELDS.forEach(name -> fields.add('"' + name + "\": " + model.path(name)));
        return "{" + String.join(", ", fields) + "}";
    }

    static String models(JsonNode models) {
        var each = new ArrayList<String>();
        models.forEach(model -> each.add(model(model)));
        return "[" + String.join(", ", each) + "]";
    }

    static String of(JsonNode value) {
        if (value.isObject()) {
            var fields = new ArrayList<String>();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                fields.add('"' + field.getKey() + "\": " + of(field.getValue()));
            }
            return "{" + String.join(", ", fields) + "}";
        }
        if (value.isArray()) {
            var each = new ArrayList<String>();
            value.forEach(one -> each.add(of(one)));
            return "[" + String.join(", ", each) + "]";
        }
        return value.toString();
    }
}
