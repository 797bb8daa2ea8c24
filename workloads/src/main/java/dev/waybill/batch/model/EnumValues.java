package dev.waybill.batch.model;

import dev.waybill.batch.model.ColumnType.Enumerated;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the brackets of an Enum: names in quotes, each with its number or, where none has, counted from 1. */
record EnumValues(Map<String, Integer> values) {
    private static final int LONGEST_NUMBER = 6;
    private static final Pattern VALUE = Pattern.compile(
            "\\s*'((?:[^'\\\\]|\\\\.|'')*+)'\\s*(?:=\\s*(-?[0-9]{1," + LONGEST_NUMBER + "})\\s*)?(,|$)");

    static EnumValues parse(String inside) {
        var values = new LinkedHashMap<String, Integer>();
        var numbers = new HashSet<Integer>();
        Matcher value = VALUE.matcher(inside);
        int at = 0;
        int numbered = 0;
        boolean isMore = true;
        while (isMore) {
            if (!value.find(at) || value.start() != at) {
                throw new IllegalArgumentException(
                        "expected values such as 'a' = 1, 'b' = 2, got \"" + Shown.brief(inside.substring(at)) + "\"");
            }
            String name = unescaped(value.group(1));
            numbered += value.group(2) == null ? 0 : 1;
            int number = value.group(2) == null ? values.size() + 1 : Integer.parseInt(value.group(2));
            if (values.containsKey(name) || !numbers.add(number)) {
                throw new IllegalArgumentException(
                        "the value '" + Shown.brief(name) + "' = " + number + " is there twice");
            }
            values.put(name, number);
            at = value.end();
            isMore = value.group(3).equals(",");
        }
        if (numbered != 0 && numbered != values.size()) {
            throw new IllegalArgumentException("expected a number for each value of the Enum, or for none");
        }
        return new EnumValues(values);
    }

    private static String unescaped(String quoted) {
        return quoted.replace("''", "'").replaceAll("\\\\(.)", "$1");
    }

    Enumerated of(int bits) {
        values.forEach((name, number) -> {
            if (!fits(number, bits)) {
                throw new IllegalArgumentException(
                        "'" + Shown.brief(name) + "' = " + number + " does not fit Enum" + bits);
            }
        });
        return new Enumerated(bits, values);
    }

    Enumerated narrowest() {
        return of(values.values().stream().allMatch(number -> fits(number, 8)) ? 8 : 16);
    }

    private static boolean fits(int number, int bits) {
        int limit = 1 << (bits - 1);
        return number >= -limit && number < limit;
    }
}
