package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The data of an {@code HS_ADMIN} value: who administers a handle, and twelve permission bits. */
final class AdminForm {
    static final String FORMAT = "admin";
    static final String TYPE = "HS_ADMIN";

    private static final int BITS = 12;

    private AdminForm() {}

    static byte[] encode(JsonNode value) {
        byte[] handle = Json.text(value, "handle").getBytes(UTF_8);
        int index = Json.number(value, "index");
        int permissions = value.has("permissions") ? bits(Json.text(value, "permissions"), BITS) : 0;
        return ByteBuffer.allocate(2 + 4 + handle.length + 4)
                .putShort((short) permissions)
                .putInt(handle.length)
                .put(handle)
                .putInt(index)
                .array();
    }

    /** Empty where the bytes are no admin value. */
    static Optional<ObjectNode> decode(byte[] data) {
        if (data.length < 10 || ByteBuffer.wrap(data).getInt(2) != data.length - 10) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        int permissions = buffer.getShort();
        byte[] handle = new byte[buffer.getInt()];
        buffer.get(handle);
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("handle", new String(handle, UTF_8));
        value.put("index", buffer.getInt());
        value.put("permissions", text(permissions, BITS));
        return Optional.of(value);
    }

    /** The last {@code width} characters as bits; anything but a 1 is a 0. */
    static int bits(String text, int width) {
        int bits = 0;
        for (int i = Math.max(0, text.length() - width); i < text.length(); i++) {
            bits = bits << 1 | (text.charAt(i) == '1' ? 1 : 0);
        }
        return bits;
    }

    static String text(int bits, int width) {
        var text = new StringBuilder(width);
        for (int i = width - 1; i >= 0; i--) {
            text.append((bits >> i & 1) == 1 ? '1' : '0');
        }
        return text.toString();
    }
}
