package dev.waybill.local.handle;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** How this service reads JSON: numbers keep the digits they were written with, scalars are all texts. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** The text of a string, number or boolean; the vendor's codec also looks into an array of one. */
    static String text(JsonNode object, String member) {
        JsonNode node = object.path(member);
        while (node.isArray() && node.size() == 1) {
            node = node.path(0);
        }
        if (!node.isValueNode() || node.isNull() || node.isMissingNode()) {
            throw new Refusal(Code.INVALID_VALUE, "expected a text in \"" + member + "\", got " + shown(node));
        }
        return node.asString();
    }

    /** A whole number, also where it is written as text. */
    static int number(JsonNode object, String member) {
        String text = text(object, member);
        try {
            return object.path(member).isNumber()
                    ? object.path(member).decimalValue().intValue()
                    : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Code.INVALID_VALUE, "expected a number in \"" + member + "\", got \"" + text + "\"");
        }
    }

    static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shortened(node.toString());
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
