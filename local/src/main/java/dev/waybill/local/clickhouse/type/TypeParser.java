package dev.waybill.local.clickhouse.type;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads types as they stand in a statement. */
public final class TypeParser {
    private static final Pattern FORM = Pattern.compile("(\\w+)\\s*(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("\\s*'((?:[^'\\\\]|\\\\.|'')*)'\\s*=\\s*(-?\\d{1,5})\\s*", Pattern.DOTALL);
    private static final int MOST_DIGITS = 38;

    private TypeParser() {}

    public static Type parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new Refusal(Code.SYNTAX_ERROR, "Syntax error: expected a type, got " + text);
        }
        String name = form.group(1);
        List<String> arguments = arguments(form.group(2) == null ? "" : form.group(2));
        return switch (name) {
            case "UInt8", "UInt16", "UInt32", "UInt64" ->
                Type.integer(Family.UINT, Integer.parseInt(name.substring(4)));
            case "Int8", "Int16", "Int32", "Int64", "Int128" ->
                Type.integer(Family.INT, Integer.parseInt(name.substring(3)));
            case "Float32", "Float64" -> Type.plain(name, Family.FLOAT, Integer.parseInt(name.substring(5)));
            case "String" -> Type.STRING;
            case "FixedString" -> {
                int size = number(text, arguments, 0, 1, 16_777_216);
                yield Type.plain("FixedString(" + size + ")", Family.FIXED_STRING, size);
            }
            case "Bool" -> Type.BOOL;
            case "Date" -> Type.plain(name, Family.DATE, 0);
            case "Date32" -> Type.plain(name, Family.DATE32, 0);
            case "DateTime" -> moment(text, name, Family.DATETIME, 0, arguments, 0);
            case "DateTime64" -> moment(text, name, Family.DATETIME64, number(text, arguments, 0, 0, 9), arguments, 1);
            case "UUID" -> Type.plain(name, Family.UUID, 0);
            case "Decimal" -> decimal(text, arguments);
            case "Enum8", "Enum16" -> enumeration(name, Integer.parseInt(name.substring(4)), text, arguments);
            case "Nullable" -> parse(only(text, arguments)).nullable();
            case "LowCardinality" -> {
                Type inner = parse(only(text, arguments));
                yield inner.withText("LowCardinality(" + inner.text() + ")");
            }
            case "Array" -> {
                Type element = parse(only(text, arguments));
                if (element.family() != Family.FLOAT || element.isNullable()) {
                    throw Refusal.notHere("the type " + text);
                }
                yield Type.plain("Array(" + element + ")", Family.ARRAY, element.size());
            }
            case "UInt128",
                    "Int256",
                    "UInt256",
                    "Map",
                    "Tuple",
                    "JSON",
                    "Variant",
                    "Dynamic",
                    "IPv4",
                    "IPv6",
                    "BFloat16",
                    "Time",
                    "Time64",
                    "Point",
                    "Nested",
                    "AggregateFunction",
                    "SimpleAggregateFunction" -> throw Refusal.notHere("the type " + text);
            default -> throw new Refusal(Code.UNKNOWN_TYPE, "Unknown data type family: " + name);
        };
    }

    private static Type moment(
            String text, String name, Family family, int digits, List<String> arguments, int zoneAt) {
        var own = new ArrayList<String>();
        if (family == Family.DATETIME64) {
            own.add(Integer.toString(digits));
        }
        ZoneId zone = ZoneOffset.UTC;
        if (arguments.size() > zoneAt) {
            String quoted = arguments.get(zoneAt).strip();
            try {
                zone = ZoneId.of(quoted.substring(1, quoted.length() - 1));
            } catch (DateTimeException | IndexOutOfBoundsException e) {
                throw new Refusal(Code.SYNTAX_ERROR, "Cannot load time zone " + quoted + " in " + text);
            }
            own.add(quoted);
        }
        String shown = own.isEmpty() ? name : name + "(" + String.join(", ", own) + ")";
        return new Type(shown, family, digits, 0, zone, Map.of(), false);
    }

    private static Type decimal(String text, List<String> arguments) {
        int precision = arguments.isEmpty() ? 10 : number(text, arguments, 0, 1, 76);
        int scale = arguments.size() < 2 ? 0 : number(text, arguments, 1, 0, precision);
        if (precision > MOST_DIGITS) {
            throw Refusal.notHere("a decimal of more than " + MOST_DIGITS + " digits");
        }
        String shown = "Decimal(" + precision + ", " + scale + ")";
        return new Type(shown, Family.DECIMAL, precision, scale, ZoneOffset.UTC, Map.of(), false);
    }

    private static Type enumeration(String name, int bits, String text, List<String> arguments) {
        var names = new LinkedHashMap<String, Long>();
        var shown = new TreeMap<Long, String>();
        for (String argument : arguments) {
            Matcher named = NAMED.matcher(argument);
            if (!named.matches()) {
                throw new Refusal(Code.SYNTAX_ERROR, "Syntax error: expected 'name' = number in " + text);
            }
            long number = Long.parseLong(named.group(2));
            if (number < -(1L << (bits - 1)) || number >= 1L << (bits - 1)) {
                throw new Refusal(Code.SYNTAX_ERROR, "Value " + number + " is out of range of " + name);
            }
            names.put(named.group(1).replace("''", "'").replaceAll("\\\\(.)", "$1"), number);
            shown.put(number, "'" + named.group(1) + "' = " + number);
        }
        if (names.isEmpty()) {
            throw new Refusal(Code.SYNTAX_ERROR, name + " data type requires at least one element");
        }
        String form = name + "(" + String.join(", ", shown.values()) + ")";
        return new Type(form, Family.ENUM, bits, 0, ZoneOffset.UTC, Map.copyOf(names), false);
    }

    private static String only(String text, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Refusal(Code.NUMBER_OF_ARGUMENTS_DOESNT_MATCH, "expected one argument in " + text);
        }
        return arguments.get(0);
    }

    private static int number(String text, List<String> arguments, int index, int least, int most) {
        String argument = index < arguments.size() ? arguments.get(index).strip() : "";
        if (!argument.matches("\\d{1,9}") || Integer.parseInt(argument) < least || Integer.parseInt(argument) > most) {
            throw new Refusal(Code.SYNTAX_ERROR, "expected a number from " + least + " to " + most + " in " + text);
        }
        return Integer.parseInt(argument);
    }

    /** Split at commas that are neither in brackets nor in quotes. */
    private static List<String> arguments(String text) {
        var arguments = new ArrayList<String>();
        int depth = 0;
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '\'') {
                    isQuoted = false;
                }
            } else if (c == '\'') {
                isQuoted = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                arguments.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.substring(start).isBlank()) {
            arguments.add(text.substring(start));
        }
        return arguments;
    }
}
