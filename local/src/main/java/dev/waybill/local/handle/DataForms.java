package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code data} member of a value: which JSON forms are taken, and the one form each is read back in.
 *
 * <p>The formats {@code site} and {@code key} of server administration are refused here; a real service takes them.
 */
final class DataForms {
    private DataForms() {}

    static byte[] decode(JsonNode data) {
        if (data.isString() || data.isNumber() || data.isBoolean()) {
            return data.asString().getBytes(UTF_8);
        }
        if (!data.isObject() || !data.has("format")) {
            throw new Refusal(
                    Code.INVALID_VALUE,
                    "expected \"data\" to be a text, a number, a boolean or an object with \"format\" and \"value\", got "
                            + Json.shown(data));
        }
        String format = Json.text(data, "format").toLowerCase(Locale.ROOT);
        return switch (format) {
            case "string" -> Json.text(data, "value").getBytes(UTF_8);
            case "base64" -> base64(Json.text(data, "value"));
            case "hex" -> hex(Json.text(data, "value"));
            case AdminForm.FORMAT -> AdminForm.encode(data.path("value"));
            case ListForm.FORMAT -> ListForm.encode(ListForm.references(data.path("value")));
            default -> throw new Refusal(Code.INVALID_VALUE, "unexpected format \"" + format + "\" in \"data\"");
        };
    }

    static ObjectNode encode(String type, byte[] data) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        if (type.equals(AdminForm.TYPE)) {
            var admin = AdminForm.decode(data);
            if (admin.isPresent()) {
                return form.put("format", AdminForm.FORMAT).set("value", admin.get());
            }
        }
        if (type.equals(ListForm.TYPE)) {
            var list = ListForm.decode(data);
            if (list.isPresent()) {
                return form.put("format", ListForm.FORMAT).set("value", list.get());
            }
        }
        Optional<String> text = text(data);
        if (text.isPresent()) {
            return form.put("format", "string").put("value", text.get());
        }
        return form.put("format", "base64").put("value", Base64.getEncoder().encodeToString(data));
    }

    /** Both alphabets, with or without padding; other characters are passed over, as the vendor's codec does it. */
    private static byte[] base64(String text) {
        String clean = text.replace('-', '+').replace('_', '/').replaceAll("[^A-Za-z0-9+/]", "");
        int dangling = clean.length() % 4 == 1 ? 1 : 0;
        return Base64.getDecoder().decode(clean.substring(0, clean.length() - dangling));
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.INVALID_VALUE, "expected pairs of hexadecimal digits in \"data\"");
        }
    }

    /** Empty where the bytes are no UTF-8, or hold control characters that no text has. */
    private static Optional<String> text(byte[] data) {
        for (byte b : data) {
            if ((b >= 0 && b < 9) || (b > 19 && b < 32) || b == 127) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
