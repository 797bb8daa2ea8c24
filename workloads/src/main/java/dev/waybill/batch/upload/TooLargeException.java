package dev.waybill.batch.upload;

import java.io.IOException;

/** More was sent than is taken. */
public final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long most) {
        super("more than " + most + " bytes");
    }
}
