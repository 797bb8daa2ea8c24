package dev.waybill.local.girder;

import java.io.IOException;

/** The connection is to be closed without an answer. */
final class BrokenConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenConnectionException() {
        super("closed on purpose");
    }
}
