package dev.waybill.http;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means that an exchange brought no answer at all. */
final class ExchangeFailure {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private ExchangeFailure() {}

    static DeliveryException of(HttpRequest request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String what = RequestName.of(request);
        if (has(cause, UnknownHostException.class) || has(cause, UnresolvedAddressException.class)) {
            return DeliveryException.unavailable(
                    what + ": the host name " + request.uri().getHost() + " is not known here", cause);
        }
        if (has(cause, ConnectException.class) || has(cause, NoRouteToHostException.class)) {
            return DeliveryException.unavailable(what + ": nobody accepts connections there", cause);
        }
        SSLException trust = aboutTrust(cause);
        if (trust != null) {
            return DeliveryException.misconfigured(what + ": no TLS connection: " + trust.getMessage()
                    + "; check the address and the certificate, or whether certificates are to be verified");
        }
        if (cause instanceof IllegalArgumentException) {
            return DeliveryException.misconfigured(
                    what + ": this is no request that can be sent: " + cause.getMessage());
        }
        if (cause instanceof BoundedBody.TooLongException) {
            return DeliveryException.retriable(what + ": " + cause.getMessage(), cause);
        }
        String how = cause instanceof TimeoutException ? String.valueOf(cause.getMessage()) : "the connection broke";
        String lost = READS.contains(request.method()) ? "" : "; the answer is lost, the request may have been applied";
        return DeliveryException.retriable(what + ": " + how + lost, cause);
    }

    /** A connection that breaks during TLS also surfaces as an SSLException, with the I/O error inside. */
    private static @Nullable SSLException aboutTrust(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            boolean broke = t.getCause() instanceof IOException && !(t.getCause() instanceof SSLException);
            if (t instanceof SSLException ssl && !broke) {
                return ssl;
            }
        }
        return null;
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
