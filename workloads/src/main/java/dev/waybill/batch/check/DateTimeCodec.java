package dev.waybill.batch.check;

import dev.waybill.batch.model.ColumnType.DateTime;
import dev.waybill.batch.read.CellKind;

/** Seconds, as date and time or as a count since 1970. Used by one thread. */
final class DateTimeCodec implements CellCodec {
    private static final long MOST = 0xffff_ffffL;
    private static final int MOST_DIGITS = 10;

    private final MomentText text;

    DateTimeCodec(DateTime type) {
        text = new MomentText(type.zone());
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        long seconds;
        if (to - from <= MOST_DIGITS) {
            seconds = count(in, from, to);
        } else if (text.read(in, from, to) && text.nanos == 0) {
            seconds = text.seconds;
        } else {
            return REFUSED;
        }
        return seconds < 0 || seconds > MOST ? REFUSED : LittleEndian.put32(out, at, (int) seconds);
    }

    private static long count(byte[] in, int from, int to) {
        if (from == to || !Digits.areAll(in, from, to)) {
            return REFUSED;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + in[i] - '0';
        }
        return value;
    }

    @Override
    public int room() {
        return Integer.BYTES;
    }

    @Override
    public String expected() {
        return "a moment from 1970-01-01 00:00:00 to 2106-02-07 06:28:15 UTC as YYYY-MM-DD hh:mm:ss, or seconds since 1970";
    }

    @Override
    public boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.TEXT || kind == CellKind.NUMBER;
    }
}
