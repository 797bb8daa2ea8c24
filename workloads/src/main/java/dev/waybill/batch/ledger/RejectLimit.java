package dev.waybill.batch.ledger;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How many rejected rows end a job early.
 *
 * @param most so many are still taken
 * @param isPercent whether {@code most} is a share of all rows of the file; decided once these are counted
 */
public record RejectLimit(BigDecimal most, boolean isPercent) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})|([0-9]{1,3}(\\.[0-9]{1,6})?)%");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /**
     * Reads {@code 100} or {@code 0.5%}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static RejectLimit parse(String text) {
        boolean isPercent = text.endsWith("%");
        if (FORM.matcher(text).matches()) {
            var most = new BigDecimal(isPercent ? text.substring(0, text.length() - 1) : text);
            if (!isPercent || most.compareTo(ALL) <= 0) {
                return new RejectLimit(most, isPercent);
            }
        }
        throw new IllegalArgumentException(
                "expected a number of rows such as 100, or a share such as 0.5%, got \"" + text + '"');
    }

    boolean isPassed(long errors, long rows, boolean areCounted) {
        if (!isPercent) {
            return BigDecimal.valueOf(errors).compareTo(most) > 0;
        }
        return areCounted
                && BigDecimal.valueOf(errors).multiply(ALL).compareTo(most.multiply(BigDecimal.valueOf(rows))) > 0;
    }

    @Override
    public String toString() {
        return most.toPlainString() + (isPercent ? "%" : "");
    }
}
