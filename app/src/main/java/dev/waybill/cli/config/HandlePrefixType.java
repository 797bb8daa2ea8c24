package dev.waybill.cli.config;

import java.util.regex.Pattern;

/** A handle prefix. */
final class HandlePrefixType implements ValueType<String> {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]+(\\.[0-9A-Za-z]+)*");

    @Override
    public String expected() {
        return "a handle prefix such as \"21.14100\", without a slash";
    }

    @Override
    public String parse(Object raw) {
        if (!(raw instanceof String text) || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
