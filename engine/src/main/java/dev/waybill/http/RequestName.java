package dev.waybill.http;

import java.net.URI;
import java.net.http.HttpRequest;

/** What a request is called in a message: method and address, without what may be secret in a query or before the host. */
public final class RequestName {
    private RequestName() {}

    public static String of(HttpRequest request) {
        URI uri = request.uri();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return request.method() + " " + uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
