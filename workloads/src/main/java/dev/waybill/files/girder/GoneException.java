package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;

/** What a request was about is not, or no longer, at the service: what was remembered of it has to be forgotten. */
final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryException failure;

    GoneException(DeliveryException failure) {
        super(failure);
        this.failure = failure;
    }

    DeliveryException failure() {
        return failure;
    }
}
