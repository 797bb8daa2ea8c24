package dev.waybill.files.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Parameters of a request, encoded as they are added. */
record Query(String encoded) {
    static final Query NONE = new Query("");

    static Query of(String name, String value) {
        return NONE.and(name, value);
    }

    Query and(String name, String value) {
        String pair = URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
        return new Query(encoded.isEmpty() ? pair : encoded + "&" + pair);
    }

    Query and(String name, long value) {
        return and(name, Long.toString(value));
    }

    /** With the question mark, where there is anything behind it. */
    @Override
    public String toString() {
        return encoded.isEmpty() ? "" : "?" + encoded;
    }
}
