package dev.waybill.batch.check;

/** Days as {@code YYYY-MM-DD}. */
final class DateCodec implements CellCodec {
    static final int FIRST_OF_1900 = -25_567;
    static final int LAST_OF_2299 = 120_529;

    private static final int LAST_OF_16_BITS = 65_535;

    private final boolean isWide;

    DateCodec(boolean isWide) {
        this.isWide = isWide;
    }

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        int day = to - from == CalendarDay.LENGTH ? CalendarDay.at(in, from, to) : CalendarDay.NONE;
        if (isWide) {
            return day < FIRST_OF_1900 || day > LAST_OF_2299 ? REFUSED : LittleEndian.put32(out, at, day);
        }
        return day < 0 || day > LAST_OF_16_BITS ? REFUSED : LittleEndian.put16(out, at, day);
    }

    @Override
    public int room() {
        return Integer.BYTES;
    }

    @Override
    public String expected() {
        return "a day from " + (isWide ? "1900-01-01 to 2299-12-31" : "1970-01-01 to 2149-06-06") + " as YYYY-MM-DD";
    }
}
