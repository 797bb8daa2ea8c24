package dev.waybill.local;

import java.io.IOException;

/** Another program listens where a service should. */
final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(StackService service, int port, Throwable cause) {
        super(
                "%s: port %d of 127.0.0.1 is taken; stop the program that listens there, or choose another port with --port %s=N (0: any free port)"
                        .formatted(service.typedName(), port, service.typedName()),
                cause);
    }
}
