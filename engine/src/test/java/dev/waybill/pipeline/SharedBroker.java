package dev.waybill.pipeline;

import dev.waybill.local.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A real broker in a process of its own, for all tests of this JVM that have topics and groups to themselves. It starts when it is asked
 * for and ends with this JVM. Thread-safe.
 */
public final class SharedBroker {
    private static final LocalProcess BROKER = start();

    private SharedBroker() {}

    private static LocalProcess start() {
        try {
            LocalProcess broker = LocalProcess.start("--only", "kafka");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(broker), "close-broker"));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void close(LocalProcess broker) {
        try {
            broker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Kafka's clients find it. */
    public static String servers() {
        return BROKER.bootstrapServers();
    }
}
