package dev.waybill.bench.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Streams of the console that are read to the end, a thread and a connection each. Thread-safe. */
public final class OpenPages implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private final CountDownLatch first;

    private OpenPages(int count) {
        this.first = new CountDownLatch(count);
    }

    /** Opens so many. */
    public static OpenPages open(URI uri, int count) throws IOException {
        var pages = new OpenPages(count);
        for (int i = 0; i < count; i++) {
            var socket = new Socket(uri.getHost(), uri.getPort());
            pages.sockets.add(socket);
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + ":" + uri.getPort()
                    + "\r\nAccept: text/event-stream\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            var thread = new Thread(() -> pages.read(socket), "open-page-" + i);
            thread.setDaemon(true);
            thread.start();
            pages.threads.add(thread);
        }
        return pages;
    }

    private void read(Socket socket) {
        boolean isFirst = true;
        try (var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    events.incrementAndGet();
                    if (isFirst) {
                        isFirst = false;
                        first.countDown();
                    }
                }
            }
        } catch (IOException e) {
            // closed: the measurement is over
        }
    }

    /** Returns when each has heard something. */
    public void awaitFirst() throws InterruptedException {
        if (!first.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(first.getCount() + " pages have heard nothing");
        }
    }

    /** Heard so far, by all of them. */
    public long events() {
        return events.get();
    }

    /** Processor time that the reading took. */
    public long cpuNanos() {
        var bean = ManagementFactory.getThreadMXBean();
        return threads.stream()
                .mapToLong(thread -> Math.max(0, bean.getThreadCpuTime(thread.getId())))
                .sum();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
