package dev.waybill.local.clickhouse.type;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Values as texts, in both directions. A text that a real server would bend until it fits, such as 4294967296 for UInt32,
 * is refused.
 */
public final class Values {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private Values() {}

    /** The value that a text stands for; never NULL. */
    public static Object parse(Type type, String text) {
        try {
            return switch (type.family()) {
                case UINT, INT -> integer(type, text);
                case FLOAT -> floating(type, text);
                case DECIMAL -> decimal(type, new BigDecimal(text));
                case STRING -> text;
                case FIXED_STRING -> fixed(type, text);
                case BOOL -> bool(text);
                case DATE, DATE32 -> day(type, LocalDate.parse(text).toEpochDay());
                case DATETIME -> seconds(type, text);
                case DATETIME64 -> ticks(type, text);
                case UUID -> uuid(text);
                case ENUM -> element(type, text);
                case ARRAY -> FloatArrays.parse(type, text);
                case NOTHING -> throw cannotParse(type, text);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw cannotParse(type, text);
        }
    }

    /** As the tab-separated format shows it, before escaping. */
    public static String print(Type type, Object value) {
        return switch (type.family()) {
            case FLOAT -> FloatText.of((Double) value, type.size());
            case DECIMAL -> plain((BigDecimal) value);
            case DATE, DATE32 -> LocalDate.ofEpochDay((Long) value).toString();
            case DATETIME -> SECONDS.format(local(type, (Long) value, 0));
            case DATETIME64 -> moment(type, (Long) value);
            case ENUM -> name(type, (Long) value);
            default -> value.toString();
        };
    }

    /** Checks that an integer is one of the type's. */
    public static Object integer(Type type, BigInteger value) {
        if (value.compareTo(type.least()) < 0 || value.compareTo(type.greatest()) > 0) {
            throw new Refusal(
                    Code.VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, "Value " + value + " is out of range of type " + type);
        }
        boolean isLarge = type.size() > 64 || (type.size() == 64 && type.family() == Family.UINT);
        return isLarge ? value : (Object) value.longValueExact();
    }

    public static BigDecimal decimal(Type type, BigDecimal value) {
        BigDecimal exact = value.stripTrailingZeros();
        if (exact.scale() > type.scale() || exact.precision() - exact.scale() > type.size() - type.scale()) {
            throw new Refusal(Code.DECIMAL_OVERFLOW, "Value " + value.toPlainString() + " does not fit " + type);
        }
        return exact.setScale(type.scale());
    }

    static Refusal cannotParse(Type type, String text) {
        Code code = switch (type.family()) {
            case DATE, DATE32 -> Code.CANNOT_PARSE_DATE;
            case DATETIME, DATETIME64 -> Code.CANNOT_PARSE_DATETIME;
            case FLOAT -> Code.CANNOT_PARSE_NUMBER;
            default -> Code.CANNOT_PARSE_TEXT;
        };
        return new Refusal(code, "Cannot parse string '" + text + "' as " + type);
    }

    private static Object integer(Type type, String text) {
        if (!text.matches("[+-]?\\d{1,45}")) {
            throw cannotParse(type, text);
        }
        return integer(type, new BigInteger(text));
    }

    static Double floating(Type type, String text) {
        double value = switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                    throw cannotParse(type, text);
                }
                yield type.size() == 32 ? Float.parseFloat(text) : Double.parseDouble(text);
            }
        };
        return value;
    }

    private static String fixed(Type type, String text) {
        if (text.length() > type.size()) {
            throw new Refusal(Code.TYPE_MISMATCH, "Too large value for " + type + ": '" + text + "'");
        }
        return text + "\0".repeat(type.size() - text.length());
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw cannotParse(Type.BOOL, text);
        };
    }

    static Long day(Type type, long day) {
        boolean fits =
                type.family() == Family.DATE ? day >= 0 && day <= 0xffff : day >= Type.LEAST_DATE32 && day <= 120_529;
        if (!fits) {
            throw new Refusal(
                    Code.VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE,
                    "Value " + LocalDate.ofEpochDay(day) + " is out of range of type " + type);
        }
        return day;
    }

    private static Long seconds(Type type, String text) {
        long seconds = text.matches("\\d{5,10}")
                ? Long.parseLong(text)
                : LocalDateTime.parse(text.replace('T', ' '), SECONDS)
                        .atZone(type.zone())
                        .toEpochSecond();
        if (seconds < 0 || seconds > 0xffff_ffffL) {
            throw new Refusal(
                    Code.VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE, "Value " + text + " is out of range of type " + type);
        }
        return seconds;
    }

    private static Long ticks(Type type, String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String digits = point < 0 ? "" : text.substring(point + 1);
        if (digits.length() > type.size() || !digits.matches("\\d*")) {
            throw cannotParse(type, text);
        }
        long seconds = LocalDateTime.parse(whole.replace('T', ' '), SECONDS)
                .atZone(type.zone())
                .toEpochSecond();
        long unit = power(type.size());
        String padded = digits + "0".repeat(type.size() - digits.length());
        return Math.addExact(Math.multiplyExact(seconds, unit), padded.isEmpty() ? 0 : Long.parseLong(padded));
    }

    private static String uuid(String text) {
        if (text.length() != 36) {
            throw cannotParse(Type.plain("UUID", Family.UUID, 0), text);
        }
        return UUID.fromString(text).toString();
    }

    private static Long element(Type type, String text) {
        Long number = type.names().get(text);
        if (number == null) {
            throw new Refusal(Code.UNKNOWN_ELEMENT_OF_ENUM, "Unknown element '" + text + "' for enum " + type);
        }
        return number;
    }

    private static String name(Type type, Long number) {
        return type.names().entrySet().stream()
                .filter(named -> named.getValue().equals(number))
                .findFirst()
                .orElseThrow(() ->
                        new Refusal(Code.UNKNOWN_ELEMENT_OF_ENUM, "Unknown element " + number + " for enum " + type))
                .getKey();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String moment(Type type, long ticks) {
        long unit = power(type.size());
        String seconds = SECONDS.format(local(type, Math.floorDiv(ticks, unit), 0));
        return type.size() == 0
                ? seconds
                : seconds + "." + String.format(Locale.ROOT, "%0" + type.size() + "d", Math.floorMod(ticks, unit));
    }

    private static LocalDateTime local(Type type, long seconds, int nanos) {
        return java.time.Instant.ofEpochSecond(seconds, nanos)
                .atZone(type.zone())
                .toLocalDateTime();
    }

    static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
