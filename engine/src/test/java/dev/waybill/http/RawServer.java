package dev.waybill.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose answers are written by hand, byte by byte: what no well-behaved server would say. */
final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** What a connection does once its request was read. */
    @FunctionalInterface
    interface Conversation {
        void answer(Socket connection) throws IOException;
    }

    RawServer(Conversation conversation) throws IOException {
        socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        var accepting = new Thread(() -> accept(conversation), "raw-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x?secret=1");
    }

    /** Whether the caller has closed the connection it made first. */
    boolean callerHungUp() {
        try {
            return !connections.isEmpty() && connections.get(0).getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(ISO_8859_1));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept(Conversation conversation) {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                readHead(connection.getInputStream());
                conversation.answer(connection);
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 2) {
            int c = in.read();
            boolean isTlsGreeting = c == 0x16;
            if (isTlsGreeting) {
                readTlsRecord(in);
                return;
            }
            if (c < 0) {
                return;
            }
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
        }
    }

    /** The rest of a TLS record: two bytes of version, two of length, and as many bytes (RFC 8446, 5.1). */
    private static void readTlsRecord(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        in.readNBytes(((head[2] & 0xff) << 8) | (head[3] & 0xff));
    }
}
