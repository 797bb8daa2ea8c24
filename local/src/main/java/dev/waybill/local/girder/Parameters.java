package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parameters of a request, from its query and from a form in its body; each occurs once. */
record Parameters(Map<String, String> values) {
    private static final List<String> TRUE = List.of("true", "1", "on", "yes");

    Parameters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static Parameters parse(String... encoded) {
        var values = new TreeMap<String, String>();
        for (String part : encoded) {
            for (String pair : part.split("&", -1)) {
                if (pair.isEmpty()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                    throw Refusal.rest("Parameter \"" + name + "\" must not be specified multiple times.");
                }
            }
        }
        return new Parameters(values);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return optional(name).orElseThrow(() -> Refusal.rest("Parameter \"" + name + "\" is required."));
    }

    /** Surrounding blanks do not count. */
    String name() {
        return required("name").strip();
    }

    boolean flag(String name) {
        return optional(name)
                .map(text -> TRUE.contains(text.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    long number(String name) {
        return number(name, required(name));
    }

    long number(String name, long otherwise) {
        return optional(name).map(text -> number(name, text)).orElse(otherwise);
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw Refusal.rest("Invalid value for integer parameter " + name + ": " + text + ".");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.rest("The parameters are not properly encoded.");
        }
    }
}
