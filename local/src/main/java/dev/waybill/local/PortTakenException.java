package dev.waybill.local;

import java.io.IOException;
import java.net.BindException;

/** A service cannot listen where it should, most often because another program does. */
final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(StackService service, int port, BindException cause) {
        super(message(service.typedName(), port, cause), cause);
    }

    private static String message(String service, int port, BindException cause) {
        return service + ": port " + port + " of 127.0.0.1 is not free (" + cause.getMessage()
                + "); stop the program that listens there, or choose another with --port " + service
                + "=N, 0 for any free port";
    }
}
