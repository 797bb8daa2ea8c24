package dev.waybill.pid.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import java.net.URI;
import java.util.Base64;

/** Where the requests of a Handle service go, and the name they go under. */
final class ServiceAddress {
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String root;

    ServiceAddress(URI server) {
        this.root = server.toString().replaceAll("/+$", "") + "/api/handles";
    }

    /** @param query without the question mark; empty: none */
    URI of(String handle, String query) {
        int slash = handle.indexOf('/');
        if (slash <= 0 || slash == handle.length() - 1) {
            throw DeliveryException.poison("\"" + handle + "\" is no handle: expected prefix/suffix");
        }
        return URI.create(root + "/" + encode(handle, "/") + (query.isEmpty() ? "" : "?" + query));
    }

    URI list(String prefix, int page, int pageSize) {
        return URI.create(root + "?prefix=" + encode(prefix, "") + "&page=" + page + "&pageSize=" + pageSize);
    }

    /** HTTP Basic authentication; the colon inside {@code index:handle} must not look like the one after it. */
    static String authorization(String username, String password) {
        String pair = encode(username, "/") + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private static String encode(String text, String alsoPlain) {
        var encoded = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (isPlain(c) || alsoPlain.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }
}
