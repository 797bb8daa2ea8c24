package dev.waybill.local.clickhouse.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of ClickHouse. Values are Java objects: {@code Long} for numbers up to 64 bits, days, seconds, ticks and enums,
 * {@code BigInteger} for UInt64 and larger integers, {@code Double}, {@code BigDecimal}, {@code String} (arrays, too) and
 * {@code Boolean}; absent for NULL.
 *
 * @param text as ClickHouse writes it
 * @param size bits of numbers and enums, digits of decimals, digits after the point of DateTime64, bytes of FixedString
 * @param scale of decimals
 * @param zone in which moments are shown
 * @param names of an enum, with their numbers
 */
public record Type(
        String text, Family family, int size, int scale, ZoneId zone, Map<String, Long> names, boolean isNullable) {
    public static final Type UINT8 = integer(Family.UINT, 8);
    public static final Type UINT64 = integer(Family.UINT, 64);
    public static final Type FLOAT64 = plain("Float64", Family.FLOAT, 64);
    public static final Type STRING = plain("String", Family.STRING, 0);
    public static final Type BOOL = plain("Bool", Family.BOOL, 0);
    public static final Type DATETIME = plain("DateTime", Family.DATETIME, 0);
    public static final Type NULL = new Type("Nullable(Nothing)", Family.NOTHING, 0, 0, ZoneOffset.UTC, Map.of(), true);

    /** 1900-01-01. */
    static final long LEAST_DATE32 = -25_567;

    public static Type integer(Family family, int bits) {
        return plain((family == Family.UINT ? "UInt" : "Int") + bits, family, bits);
    }

    static Type plain(String text, Family family, int size) {
        return new Type(text, family, size, 0, ZoneOffset.UTC, Map.of(), false);
    }

    public Type nullable() {
        return isNullable ? this : new Type("Nullable(" + text + ")", family, size, scale, zone, names, true);
    }

    /** The same without NULL. */
    public Type bare() {
        if (!isNullable || family == Family.NOTHING) {
            return this;
        }
        String inner = text.startsWith("Nullable(") ? text.substring(9, text.length() - 1) : text;
        return new Type(inner, family, size, scale, zone, names, false);
    }

    Type withText(String other) {
        return new Type(other, family, size, scale, zone, names, isNullable);
    }

    public boolean isText() {
        return family == Family.STRING || family == Family.FIXED_STRING;
    }

    public boolean isNumber() {
        return family.isInteger() || family == Family.FLOAT || family == Family.DECIMAL || family == Family.BOOL;
    }

    public boolean isInteger() {
        return family.isInteger();
    }

    public boolean isMoment() {
        return switch (family) {
            case DATE, DATE32, DATETIME, DATETIME64 -> true;
            default -> false;
        };
    }

    /** What holds its values in the embedded engine. */
    public String engineType() {
        return switch (family) {
            case UINT -> size < 64 ? "BIGINT" : "HUGEINT";
            case INT -> size <= 64 ? "BIGINT" : "HUGEINT";
            case FLOAT -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + size + ", " + scale + ")";
            case STRING, FIXED_STRING, UUID, ARRAY -> "VARCHAR";
            case BOOL -> "BOOLEAN";
            case DATE, DATE32, DATETIME, DATETIME64, ENUM, NOTHING -> "BIGINT";
        };
    }

    /** The value of a column that was not sent. */
    public @Nullable Object defaultValue() {
        if (isNullable) {
            return null;
        }
        return switch (family) {
            case UINT, INT -> size > 64 || (size == 64 && family == Family.UINT) ? BigInteger.ZERO : (Object) 0L;
            case FLOAT -> 0.0;
            case DECIMAL -> BigDecimal.ZERO.setScale(scale);
            case STRING -> "";
            case ARRAY -> "[]";
            case FIXED_STRING -> "\0".repeat(size);
            case UUID -> "00000000-0000-0000-0000-000000000000";
            case BOOL -> false;
            case ENUM -> names.values().stream().min(Long::compare).orElse(0L);
            case DATE32 -> LEAST_DATE32;
            case DATE, DATETIME, DATETIME64, NOTHING -> 0L;
        };
    }

    /** The least and the greatest of an integer type. */
    public BigInteger least() {
        return family == Family.UINT
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(size - 1).negate();
    }

    public BigInteger greatest() {
        return BigInteger.ONE.shiftLeft(family == Family.UINT ? size : size - 1).subtract(BigInteger.ONE);
    }

    @Override
    public String toString() {
        return text;
    }
}
