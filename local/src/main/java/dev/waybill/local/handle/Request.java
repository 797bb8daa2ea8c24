package dev.waybill.local.handle;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;

/**
 * One HTTP request, read to its end.
 *
 * @param path as it was sent, still percent-encoded
 * @param body at most one byte more than {@link MessageLimits#LARGEST_BODY}
 * @param authorization the header of that name
 */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared
record Request(String method, String path, Query query, byte[] body, Optional<String> authorization) {
    static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MessageLimits.LARGEST_BODY + 1);
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Query.parse(Optional.ofNullable(exchange.getRequestURI().getRawQuery())),
                body,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    }
}
