package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of an address; where one comes twice, the last counts. */
record Parameters(Map<String, String> values) {
    static Parameters parse(Optional<String> raw) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : raw.orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new Parameters(values);
    }

    Optional<String> take(String name) {
        return Optional.ofNullable(values.remove(name));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that begins nothing is one
        }
    }
}
