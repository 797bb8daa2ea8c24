package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.RequestName;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;

/** Sends a request and waits for its answer. Thread-safe, holds no state. */
final class Wire {
    private Wire() {}

    static GirderAnswer send(HttpExchanges exchanges, HttpRequest request) {
        try {
            HttpResponse<byte[]> response =
                    exchanges.send(request).toCompletableFuture().get();
            return GirderAnswer.of(response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retriable(RequestName.of(request) + ": interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException failure) {
                throw failure;
            }
            throw new IllegalStateException(RequestName.of(request) + ": " + e.getCause(), e);
        }
    }
}
