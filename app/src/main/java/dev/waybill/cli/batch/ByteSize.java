package dev.waybill.cli.batch;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as a person writes it: {@code 500MB}, {@code 1GB}; units are powers of 1024. */
record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,11})(B|KB|MB|GB|TB)?");
    private static final String UNITS = "BKMGT";

    static final class Converter implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            var form = FORM.matcher(text.toUpperCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException("expected a size such as 500MB or 1GB, got \"" + text + '"');
            }
            String unit = form.group(2) == null ? "B" : form.group(2);
            try {
                long factor = 1L << (10 * UNITS.indexOf(unit.charAt(0)));
                return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
            } catch (ArithmeticException e) {
                throw new TypeConversionException("expected a size below 8 EB, got \"" + text + '"');
            }
        }
    }
}
