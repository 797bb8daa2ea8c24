package dev.waybill.cli.doctor;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long the doctor waits for whom it asks.
 *
 * @param whole after which it says only that there was no answer
 */
record Patience(Duration whole) {
    private static final int MOST_SECONDS = 3_600;

    /** A little less, for who can say better than that what the matter is. */
    Duration inner() {
        return whole.multipliedBy(2).dividedBy(3);
    }

    static final class Converter implements ITypeConverter<Patience> {
        @Override
        public Patience convert(String text) {
            int seconds = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
            if (seconds < 1 || seconds > MOST_SECONDS) {
                throw new TypeConversionException(
                        "expected seconds from 1 to " + MOST_SECONDS + ", got \"" + text + '"');
            }
            return new Patience(Duration.ofSeconds(seconds));
        }
    }
}
