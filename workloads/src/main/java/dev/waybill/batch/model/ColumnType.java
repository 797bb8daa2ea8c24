package dev.waybill.batch.model;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column holds. {@link #name()} is the type as ClickHouse writes it, fit for a table's definition.
 *
 * <p>Immutable. Sizes and ranges are ClickHouse's own.
 */
public sealed interface ColumnType {
    /** The type as ClickHouse writes it, for example {@code Nullable(Decimal(10, 2))}. */
    String name();

    default boolean isNullable() {
        return false;
    }

    /** Text of any length in UTF-8. */
    record Text() implements ColumnType {
        @Override
        public String name() {
            return "String";
        }
    }

    /**
     * Text of at most {@code length} bytes, filled up with zero bytes.
     *
     * @param length from 1 to {@value #LONGEST}; more would let a small file ask for much memory
     */
    record FixedText(int length) implements ColumnType {
        public static final int LONGEST = 256;

        public FixedText {
            if (length < 1 || length > LONGEST) {
                throw new IllegalArgumentException("expected a length from 1 to " + LONGEST + " bytes, got " + length);
            }
        }

        @Override
        public String name() {
            return "FixedString(" + length + ")";
        }
    }

    /**
     * Whole numbers.
     *
     * @param bits 8, 16, 32, 64, 128 or 256
     */
    record Whole(int bits, boolean isSigned) implements ColumnType {
        public Whole {
            if (bits < 8 || bits > 256 || Integer.bitCount(bits) != 1) {
                throw new IllegalArgumentException("expected 8, 16, 32, 64, 128 or 256 bits, got " + bits);
            }
        }

        @Override
        public String name() {
            return (isSigned ? "Int" : "UInt") + bits;
        }
    }

    /**
     * Binary floating point numbers.
     *
     * @param bits 32 or 64
     */
    record Floating(int bits) implements ColumnType {
        public Floating {
            if (bits != 32 && bits != 64) {
                throw new IllegalArgumentException("expected 32 or 64 bits, got " + bits);
            }
        }

        @Override
        public String name() {
            return "Float" + bits;
        }
    }

    /**
     * Exact decimal numbers.
     *
     * @param precision digits in all, from 1 to 76
     * @param scale of them, digits after the point
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 76) {
                throw new IllegalArgumentException("expected 1 to 76 digits, got " + precision);
            }
            if (scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "expected 0 to " + precision + " digits after the point, got " + scale);
            }
        }

        @Override
        public String name() {
            return "Decimal(" + precision + ", " + scale + ")";
        }

        /** The width in bytes: 4, 8, 16 or 32. */
        public int width() {
            return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
        }
    }

    /** True or false. */
    record Bool() implements ColumnType {
        @Override
        public String name() {
            return "Bool";
        }
    }

    /** Days from 1970-01-01 to 2149-06-06. */
    record Date() implements ColumnType {
        @Override
        public String name() {
            return "Date";
        }
    }

    /** Days from 1900-01-01 to 2299-12-31. */
    record Date32() implements ColumnType {
        @Override
        public String name() {
            return "Date32";
        }
    }

    /**
     * Seconds from 1970-01-01 00:00:00 to 2106-02-07 06:28:15 UTC.
     *
     * @param zone in which text without an offset is read; UTC where there is none
     */
    record DateTime(Optional<ZoneId> zone) implements ColumnType {
        @Override
        public String name() {
            return zone.map(z -> "DateTime('" + z + "')").orElse("DateTime");
        }
    }

    /**
     * Fractions of seconds from 1900-01-01 to 2299-12-31; with nine digits to 2262-04-11.
     *
     * @param digits of the fraction, from 0 to 9
     * @param zone in which text without an offset is read; UTC where there is none
     */
    record DateTime64(int digits, Optional<ZoneId> zone) implements ColumnType {
        public DateTime64 {
            if (digits < 0 || digits > 9) {
                throw new IllegalArgumentException("expected 0 to 9 digits of a second, got " + digits);
            }
        }

        @Override
        public String name() {
            return "DateTime64(" + digits + zone.map(z -> ", '" + z + "'").orElse("") + ")";
        }
    }

    /** Universally unique identifiers. */
    record Uuid() implements ColumnType {
        @Override
        public String name() {
            return "UUID";
        }
    }

    /**
     * One of a few names.
     *
     * @param bits 8 or 16
     * @param values by name, in the order in which they were written
     */
    record Enumerated(int bits, Map<String, Integer> values) implements ColumnType {
        public Enumerated {
            values = Ordered.copyOf(values);
        }

        @Override
        public String name() {
            return values.entrySet().stream()
                    .map(each -> quoted(each.getKey()) + " = " + each.getValue())
                    .collect(Collectors.joining(", ", "Enum" + bits + "(", ")"));
        }

        private static String quoted(String name) {
            return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    }

    /** Lists of numbers, which the seed documents call a vector. */
    record Vector() implements ColumnType {
        @Override
        public String name() {
            return "Array(Float64)";
        }
    }

    /**
     * A value or none.
     *
     * @param of neither nullable itself nor a list
     */
    record Nullable(ColumnType of) implements ColumnType {
        public Nullable {
            if (of.isNullable() || of instanceof Vector) {
                throw new IllegalArgumentException(of.name() + " cannot be Nullable");
            }
        }

        @Override
        public String name() {
            return "Nullable(" + of.name() + ")";
        }

        @Override
        public boolean isNullable() {
            return true;
        }
    }
}
