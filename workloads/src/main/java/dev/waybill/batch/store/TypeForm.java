package dev.waybill.batch.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types in a form in which equal ones have equal texts: servers put blanks elsewhere, and sort the elements of an enum. */
final class TypeForm {
    private static final Pattern ENUM = Pattern.compile("(.*Enum(?:8|16)?\\()(.*?)(\\)+)", Pattern.DOTALL);

    private TypeForm() {}

    static String of(String type) {
        String plain = withoutBlanks(type);
        Matcher form = ENUM.matcher(plain);
        if (!form.matches()) {
            return plain;
        }
        List<String> elements = elements(form.group(2));
        Collections.sort(elements);
        return form.group(1) + String.join(",", elements) + form.group(3);
    }

    private static String withoutBlanks(String type) {
        var plain = new StringBuilder(type.length());
        boolean isQuoted = false;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c == '\\' && i + 1 < type.length()) {
                plain.append(c).append(type.charAt(++i));
                continue;
            }
            isQuoted ^= c == '\'';
            if (isQuoted || c != ' ') {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Split at commas outside quotes. */
    private static List<String> elements(String list) {
        var elements = new ArrayList<String>();
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\'') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                elements.add(list.substring(start, i));
                start = i + 1;
            }
        }
        elements.add(list.substring(start));
        return elements;
    }
}
