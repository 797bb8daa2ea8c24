package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.model.ColumnType.Enumerated;
import dev.waybill.batch.model.Shown;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One of a few names. */
final class EnumCodec implements CellCodec {
    private static final int MOST_SHOWN = 10;

    private final Enumerated type;
    private final Map<ByteBuffer, Integer> values = new HashMap<>();

    EnumCodec(Enumerated type) {
        this.type = type;
        type.values().forEach((name, value) -> values.put(ByteBuffer.wrap(name.getBytes(UTF_8)), value));
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        Integer value = values.get(ByteBuffer.wrap(in, from, to - from));
        return value == null ? REFUSED : LittleEndian.put(out, at, value, type.bits() / 8);
    }

    @Override
    public int room() {
        return Short.BYTES;
    }

    @Override
    public String expected() {
        String names = type.values().keySet().stream()
                .limit(MOST_SHOWN)
                .map(name -> "'" + Shown.brief(name) + "'")
                .collect(Collectors.joining(", "));
        return "one of " + names + (type.values().size() > MOST_SHOWN ? ", …" : "");
    }
}
