package dev.waybill.batch.check;

/** Days of the real calendar, counted from 1970-01-01. */
final class CalendarDay {
    static final int NONE = Integer.MIN_VALUE;
    static final int LENGTH = 10;

    private static final int[] BEFORE_MONTH = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int[] IN_MONTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int BEFORE_1970 = 719_162;

    private CalendarDay() {}

    /** The day that {@code YYYY-MM-DD} names; {@link #NONE} where it is no such text or there was no such day. */
    static int at(byte[] in, int from, int to) {
        if (to - from < LENGTH || in[from + 4] != '-' || in[from + 7] != '-') {
            return NONE;
        }
        int year = Digits.number(in, from, 4);
        int month = Digits.number(in, from + 5, 2);
        int day = Digits.number(in, from + 8, 2);
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return NONE;
        }
        boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (day > IN_MONTH[month] + (isLeap && month == 2 ? 1 : 0)) {
            return NONE;
        }
        int past = year - 1;
        int days = past * 365 + past / 4 - past / 100 + past / 400;
        return days + BEFORE_MONTH[month] + (isLeap && month > 2 ? 1 : 0) + day - 1 - BEFORE_1970;
    }
}
