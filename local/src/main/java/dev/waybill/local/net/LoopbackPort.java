package dev.waybill.local.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Asks the system for ports of the loopback interface. */
public final class LoopbackPort {
    /** The address of this machine for itself. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] HOST_BYTES = {127, 0, 0, 1};

    private LoopbackPort() {}

    /** A port that nobody listens on now; another process may be quicker to take it. */
    public static int anyFree() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(HOST_BYTES))) {
            return socket.getLocalPort();
        }
    }

    /** Throws {@link java.net.BindException} where a broker would only log it and stop. */
    public static void requireFree(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getByAddress(HOST_BYTES)).close();
    }
}
