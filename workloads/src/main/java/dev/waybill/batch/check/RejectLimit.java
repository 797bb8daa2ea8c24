package dev.waybill.batch.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows may be rejected before it is not worth going on.
 *
 * @param rows so many, or where it is a share, of 100 rows
 */
public record RejectLimit(double rows, boolean isShare) {
    /** Before so many rows were seen, a share says little; at the end of a file it counts in any case. */
    private static final long ENOUGH = 10_000;

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})|([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

    /**
     * Reads {@code 100} or {@code 0.5%}.
     *
     * @throws IllegalArgumentException says what is wrong
     */
    public static RejectLimit parse(String text) {
        Matcher limit = TEXT.matcher(text);
        if (!limit.matches() || (limit.group(2) != null && Double.parseDouble(limit.group(2)) > 100)) {
            throw new IllegalArgumentException("expected a number of rows such as 100, or a share such as 0.5%");
        }
        boolean isShare = limit.group(2) != null;
        return new RejectLimit(Double.parseDouble(isShare ? limit.group(2) : limit.group(1)), isShare);
    }

    /**
     * Whether too many were rejected.
     *
     * @param isEnd whether no rows follow
     */
    public boolean isExceeded(long rejected, long total, boolean isEnd) {
        if (!isShare) {
            return rejected > rows;
        }
        return (isEnd || total >= ENOUGH) && rejected * 100.0 > rows * total;
    }

    @Override
    public String toString() {
        String number = rows == Math.rint(rows) ? String.valueOf((long) rows) : String.valueOf(rows);
        return isShare ? number + "%" : number;
    }
}
