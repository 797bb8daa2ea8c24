package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType.DateTime64;

/** Moments with a fraction of a second. Nothing is rounded. Used by one thread. */
final class DateTime64Codec implements CellCodec {
    private static final long FIRST = DateCodec.FIRST_OF_1900 * 86_400L;
    private static final long LAST = DateCodec.LAST_OF_2299 * 86_400L + 86_399;
    /** The last second of which every nanosecond fits 64 bits: 2262-04-11 23:47:15. */
    private static final long LAST_OF_NANOS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private final int digits;
    private final long perSecond;
    private final int nanosPerTick;
    private final MomentText text;

    DateTime64Codec(DateTime64 type) {
        digits = type.digits();
        perSecond = (long) Math.pow(10, digits);
        nanosPerTick = (int) Math.pow(10, 9 - digits);
        text = new MomentText(type.zone());
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (!text.read(in, from, to) || text.nanos % nanosPerTick != 0) {
            return REFUSED;
        }
        if (text.seconds < FIRST || text.seconds > (digits == 9 ? LAST_OF_NANOS : LAST)) {
            return REFUSED;
        }
        return LittleEndian.put64(out, at, text.seconds * perSecond + text.nanos / nanosPerTick);
    }

    @Override
    public int room() {
        return Long.BYTES;
    }

    @Override
    public String expected() {
        return "a moment from 1900-01-01 to " + (digits == 9 ? "2262-04-11" : "2299-12-31")
                + " as YYYY-MM-DD hh:mm:ss with at most " + digits + " digits of a second";
    }
}
