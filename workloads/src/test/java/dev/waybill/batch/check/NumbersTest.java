package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.model.ColumnType;
import dev.waybill.batch.model.ColumnType.Decimal;
import dev.waybill.batch.model.ColumnType.Floating;
import dev.waybill.batch.model.ColumnType.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random texts of numbers, beside what Java's own classes make of them. */
class NumbersTest {
    private static final int ROUNDS = 200_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private Locale before = Locale.getDefault();

    /** A locale with other digits and another point: nothing may depend on it. */
    @BeforeEach
    void beElsewhere() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void beBack() {
        Locale.setDefault(before);
    }

    @Test
    void doublesAreTheNearest() {
        var codec = Codecs.of(new Floating(64));
        for (int i = 0; i < ROUNDS; i++) {
            String text = number();
            double expected = Double.parseDouble(text);

            Optional<ByteBuffer> written = write(codec, text);

            if (Double.isInfinite(expected) || (expected == 0 && text.matches("[^e]*[1-9].*"))) {
                assertThat(written).as("%s, seed %d", text, seed).isEmpty();
            } else {
                assertThat(written.orElseThrow().getDouble())
                        .as("%s, seed %d", text, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void floatsAreTheNearest() {
        var codec = Codecs.of(new Floating(32));
        for (int i = 0; i < ROUNDS; i++) {
            String text = number();
            float expected = Float.parseFloat(text);

            Optional<ByteBuffer> written = write(codec, text);

            if (Float.isInfinite(expected) || (expected == 0 && text.matches("[^e]*[1-9].*"))) {
                assertThat(written).as("%s, seed %d", text, seed).isEmpty();
            } else {
                assertThat(written.orElseThrow().getFloat())
                        .as("%s, seed %d", text, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void decimalsAreExactOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            int precision = 1 + random.nextInt(76);
            var type = new Decimal(precision, random.nextInt(precision + 1));
            String text = number();
            BigDecimal value = new BigDecimal(text).stripTrailingZeros();
            BigInteger unscaled = value.scale() <= type.scale()
                    ? value.setScale(type.scale()).unscaledValue()
                    : BigInteger.TEN.pow(80);

            Optional<ByteBuffer> written = write(Codecs.of(type), text);

            if (unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) < 0) {
                assertThat(whole(written.orElseThrow()))
                        .as("%s as %s, seed %d", text, type.name(), seed)
                        .isEqualTo(unscaled);
            } else {
                assertThat(written)
                        .as("%s as %s, seed %d", text, type.name(), seed)
                        .isEmpty();
            }
        }
    }

    @Test
    void wholeNumbersFitTheirRangeOrAreRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            var type = new Whole(8 << random.nextInt(6), random.nextBoolean());
            BigInteger value = new BigInteger(random.nextInt(type.bits() + 2), random);
            value = random.nextBoolean() ? value.negate() : value;
            BigInteger most = BigInteger.TWO.pow(type.isSigned() ? type.bits() - 1 : type.bits());
            boolean fits = value.compareTo(most) < 0
                    && value.compareTo(type.isSigned() ? most.negate() : BigInteger.ZERO) >= 0;

            Optional<ByteBuffer> written = write(Codecs.of(type), value.toString());

            BigInteger mod = BigInteger.TWO.pow(type.bits());
            Optional<BigInteger> expected = Optional.of(value.mod(mod)).filter(v -> fits);
            assertThat(written.map(bytes -> whole(bytes).mod(mod)))
                    .as("%s as %s, seed %d", value, type.name(), seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void daysAreThoseOfTheCalendar() {
        var codec = Codecs.of(new ColumnType.Date32());
        for (int i = 0; i < ROUNDS; i++) {
            String text = String.format(
                    Locale.ROOT, "%04d-%02d-%02d", 1890 + random.nextInt(420), random.nextInt(14), random.nextInt(33));
            Optional<LocalDate> day = day(text)
                    .filter(d -> !d.isBefore(LocalDate.of(1900, 1, 1)) && !d.isAfter(LocalDate.of(2299, 12, 31)));

            Optional<Long> written = write(codec, text).map(bytes -> (long) bytes.getInt());

            assertThat(written).as("%s, seed %d", text, seed).isEqualTo(day.map(LocalDate::toEpochDay));
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String number() {
        var text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        digits(text, 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 12));
        if (random.nextBoolean()) {
            digits(text.append('.'), random.nextInt(random.nextInt(10) == 0 ? 40 : 8));
        }
        if (random.nextInt(3) == 0) {
            text.append('e').append(random.nextInt(random.nextInt(5) == 0 ? 800 : 60) - 30);
        }
        return text.toString();
    }

    private void digits(StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }

    private static Optional<ByteBuffer> write(CellCodec codec, String text) {
        byte[] in = ("x" + text + "y").getBytes(US_ASCII);
        byte[] out = new byte[codec.room() + in.length + 3];
        int end = codec.write(in, 1, in.length - 1, out, 3);
        return end == CellCodec.REFUSED
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(out, 3, end - 3).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static BigInteger whole(ByteBuffer bytes) {
        return new BigInteger(big(bytes));
    }

    private static byte[] big(ByteBuffer bytes) {
        byte[] big = new byte[bytes.limit()];
        for (int i = 0; i < big.length; i++) {
            big[i] = bytes.get(big.length - 1 - i);
        }
        return big;
    }
}
