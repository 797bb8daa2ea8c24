package dev.waybill.local.clickhouse.type;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads values in format RowBinary. Not thread-safe. */
public final class RowBinaryInput {
    private final ByteBuffer bytes;

    public RowBinaryInput(byte[] data, int offset) {
        this.bytes = ByteBuffer.wrap(data, offset, data.length - offset).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    public boolean hasMore() {
        return bytes.hasRemaining();
    }

    public @Nullable Object next(Type type) {
        if (type.isNullable()) {
            need(1);
            if (bytes.get() != 0) {
                return null;
            }
        }
        return switch (type.family()) {
            case UINT, INT -> integer(type);
            case FLOAT -> floating(type.size());
            case DECIMAL -> decimal(type);
            case STRING -> text(length());
            case FIXED_STRING -> text(type.size());
            case BOOL -> little(1) != 0;
            case DATE -> little(2);
            case DATE32 -> Values.day(type, little(4) << 32 >> 32);
            case DATETIME -> little(4);
            case DATETIME64 -> little(8);
            case UUID -> uuid();
            case ENUM -> element(type);
            case ARRAY -> array(type);
            case NOTHING -> throw new IllegalArgumentException("no column has type " + type);
        };
    }

    private Object integer(Type type) {
        if (type.size() > 64 || (type.size() == 64 && type.family() == Family.UINT)) {
            return wide(type.size() / 8, type.family() == Family.INT);
        }
        long raw = little(type.size() / 8);
        int unused = 64 - type.size();
        return type.family() == Family.INT ? raw << unused >> unused : raw;
    }

    private Double floating(int bits) {
        return bits == 32 ? (double) Float.intBitsToFloat((int) little(4)) : Double.longBitsToDouble(little(8));
    }

    private BigDecimal decimal(Type type) {
        int width = type.size() <= 9 ? 4 : type.size() <= 18 ? 8 : 16;
        var value = new BigDecimal(wide(width, true), type.scale());
        return Values.decimal(type, value);
    }

    private String uuid() {
        return new UUID(little(8), little(8)).toString();
    }

    private Long element(Type type) {
        int unused = 64 - type.size();
        long number = little(type.size() / 8) << unused >> unused;
        if (!type.names().containsValue(number)) {
            throw new Refusal(Code.UNKNOWN_ELEMENT_OF_ENUM, "Unknown element " + number + " for enum " + type);
        }
        return number;
    }

    private String array(Type type) {
        int length = length();
        need((int) Math.min(Integer.MAX_VALUE, (long) length * (type.size() / 8)));
        var elements = new ArrayList<Double>(length);
        for (int i = 0; i < length; i++) {
            elements.add(floating(type.size()));
        }
        return FloatArrays.text(type, elements);
    }

    private int length() {
        long length = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            need(1);
            byte b = bytes.get();
            length |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return length > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) length;
            }
        }
        return Integer.MAX_VALUE;
    }

    private String text(int length) {
        need(length);
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return UTF_8.newDecoder().decode(part).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.notHere("text that is not UTF-8");
        }
    }

    private BigInteger wide(int width, boolean isSigned) {
        need(width);
        byte[] big = new byte[width];
        for (int i = width - 1; i >= 0; i--) {
            big[i] = bytes.get();
        }
        return isSigned ? new BigInteger(big) : new BigInteger(1, big);
    }

    private long little(int width) {
        need(width);
        return switch (width) {
            case 1 -> bytes.get() & 0xffL;
            case 2 -> bytes.getShort() & 0xffffL;
            case 4 -> bytes.getInt() & 0xffff_ffffL;
            default -> bytes.getLong();
        };
    }

    private void need(int length) {
        if (bytes.remaining() < length) {
            throw new Refusal(
                    Code.CANNOT_READ_ALL_DATA,
                    "Cannot read all data. Bytes read: " + bytes.remaining() + ". Bytes expected: " + length + ".");
        }
    }
}
