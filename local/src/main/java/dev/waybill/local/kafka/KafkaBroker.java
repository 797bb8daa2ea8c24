package dev.waybill.local.kafka;

import dev.waybill.local.net.LoopbackPort;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A running Kafka broker and its controller: one node, reachable from this machine only.
 *
 * <p>Topics are never created by use. Thread-safe: nothing changes between {@link #start} and {@link #close}.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final int ATTEMPTS_AT_A_FREE_PORT = 5;

    private final KafkaRaftServer server;
    private final int port;
    private final DataDirectory data;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KafkaBroker(KafkaRaftServer server, int port, DataDirectory data) {
        this.server = server;
        this.port = port;
        this.data = data;
    }

    /**
     * Where the broker listens, and where it keeps its data.
     *
     * @param port 0 for any free port
     * @param dataDirectory kept at close; absent: a temporary one that is removed at close
     * @param overrides broker settings under Kafka's own names, which win over ours
     * @param security absent: whoever can connect may do everything
     */
    public record Settings(
            int port, Optional<Path> dataDirectory, Map<String, String> overrides, Optional<BrokerSecurity> security) {
        /** Any free port, data removed at close. */
        public static final Settings TEMPORARY = new Settings(0, Optional.empty(), Map.of());

        public Settings {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("kafka port must be 0 to 65535, got " + port);
            }
            overrides = Map.copyOf(overrides);
        }

        public Settings(int port, Optional<Path> dataDirectory, Map<String, String> overrides) {
            this(port, dataDirectory, overrides, Optional.empty());
        }

        /** The same, for clients that prove who they are. */
        public Settings securedBy(BrokerSecurity asked) {
            return new Settings(port, dataDirectory, overrides, Optional.of(asked));
        }
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @throws BindException if the port is taken
     * @throws IOException if the data directory cannot be used
     */
    public static KafkaBroker start(Settings settings) throws IOException {
        if (settings.port() != 0) {
            LoopbackPort.requireFree(settings.port());
        }
        DataDirectory data = DataDirectory.open(settings.dataDirectory(), settings.security());
        try {
            return start(settings, data, ATTEMPTS_AT_A_FREE_PORT);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static KafkaBroker start(Settings settings, DataDirectory data, int attempts) throws IOException {
        int port = settings.port() == 0 ? LoopbackPort.anyFree() : settings.port();
        var properties = BrokerProperties.of(port, data.path(), settings);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            // Another process may take a free port between our look and the broker's bind.
            if (isBindFailure(e) && attempts > 1) {
                return start(settings, data, attempts - 1);
            }
            throw new IOException("kafka did not start in " + data.path() + ": " + e.getMessage(), e);
        }
        return new KafkaBroker(server, port, data);
    }

    private static boolean isBindFailure(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** Host and port, as Kafka clients take it. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Where the broker keeps its data. */
    public Path dataDirectory() {
        return data.path();
    }

    /** Stops the broker; a temporary data directory goes with it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        data.close();
    }
}
