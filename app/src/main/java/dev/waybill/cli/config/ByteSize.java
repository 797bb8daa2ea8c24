package dev.waybill.cli.config;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as a person writes it: {@code 500MB}, {@code 1GB}; units are powers of 1024. */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,11})(B|KB|MB|GB|TB)?");
    private static final String UNITS = "BKMGT";

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ByteSize parse(String text) {
        var form = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a size such as 500MB or 1GB, got \"" + text + '"');
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        try {
            long factor = 1L << (10 * UNITS.indexOf(unit.charAt(0)));
            return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("expected a size below 8 EB, got \"" + text + '"', e);
        }
    }

    /** In the largest unit that has no rest. */
    @Override
    public String toString() {
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length() - 1);
        return (bytes >> (10 * unit)) + (unit == 0 ? "B" : UNITS.charAt(unit) + "B");
    }

    /** For the command line. */
    public static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
