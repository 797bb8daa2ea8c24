package dev.waybill.local.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One request.
 *
 * @param path its segments below the root of the interface
 * @param body what is left to be read; nothing where it was a form
 * @param length of the body in bytes; -1: the caller did not say
 * @param isKnown whether the caller showed a token that counts
 */
record Call(
        String method,
        List<String> path,
        Parameters parameters,
        InputStream body,
        long length,
        Headers headers,
        boolean isKnown) {
    private static final int LARGEST_DOCUMENT = 16 * 1024 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    static Call read(HttpExchange exchange, String path, Tokens tokens) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        String type = header(headers, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
        InputStream body = exchange.getRequestBody();
        long length = header(headers, "Content-Length").map(Long::parseLong).orElse(-1L);
        if (type.startsWith("multipart/")) {
            throw Refusal.rest("Multipart encoding is no longer supported. Send the chunk in the request body, "
                    + "and other parameters in the query string.");
        }
        String form = "";
        if (type.startsWith(FORM)) {
            byte[] bytes = body.readNBytes(LARGEST_DOCUMENT);
            form = isPrintable(bytes) ? new String(bytes, UTF_8) : "";
            body = InputStream.nullInputStream();
            length = 0;
        }
        Parameters parameters = Parameters.parse(query, form);
        boolean isKnown = header(headers, "Girder-Token")
                .or(() -> parameters.optional("token"))
                .map(tokens::admits)
                .orElse(false);
        return new Call(
                exchange.getRequestMethod(), List.of(path.split("/")), parameters, body, length, headers, isKnown);
    }

    Optional<String> header(String name) {
        return header(headers, name);
    }

    void requireUser() {
        if (!isKnown) {
            throw Refusal.notLoggedIn().beforeReading();
        }
    }

    /** The second segment: which document. */
    String id() {
        return path.get(1);
    }

    byte[] document() throws IOException {
        return body.readNBytes(LARGEST_DOCUMENT);
    }

    private static Optional<String> header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    private static boolean isPrintable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 32) {
                return false;
            }
        }
        return true;
    }
}
