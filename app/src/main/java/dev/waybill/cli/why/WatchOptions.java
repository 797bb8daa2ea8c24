package dev.waybill.cli.why;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.heartbeat.Heartbeat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a long-running command that let others see how it fares. Filled by the parser, once. */
public final class WatchOptions {
    static final int USUAL_PORT = 8077;
    private static final int ANY_PORT = 0;
    private static final int HIGHEST_PORT = 65_535;
    private static final String OFF = "off";
    private static final String HERE = "127.0.0.1";

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            arity = "0..1",
            fallbackValue = "" + USUAL_PORT,
            description = "Answer /why, /metrics, /livez and /readyz on this port of this machine; 0: any free one, as "
                    + "where this is not given; off: on none. Without PORT: " + USUAL_PORT
                    + ". HOST:PORT listens for other machines; all but /livez and /readyz then want a token.")
    private @Nullable String http;

    @Mixin
    private final HeartbeatOptions heartbeat = new HeartbeatOptions();

    /**
     * Takes this port where none is given on the command line.
     *
     * @param text as a variable has it
     */
    public void portUnlessGiven(String text) {
        if (!isPort(text)) {
            throw CommandException.at(ExitCode.CONFIGURATION, "METRICS_PORT", "got \"" + text + '"')
                    .expected("a port from 0 to " + HIGHEST_PORT);
        }
        if (http == null) {
            http = text;
        }
    }

    /** Where to listen; absent: nowhere. */
    Optional<Listening> listening() {
        if (http == null) {
            return Optional.of(new Listening(HERE, ANY_PORT));
        }
        if (http.equals(OFF)) {
            return Optional.empty();
        }
        int colon = http.lastIndexOf(':');
        String port = http.substring(colon + 1);
        if (!isPort(port) || colon == 0) {
            throw CommandException.at(ExitCode.USAGE, "--http", "got " + http)
                    .expected("a port from 0 to " + HIGHEST_PORT + ", HOST:PORT, or " + OFF);
        }
        String host = colon < 0 ? HERE : http.substring(0, colon);
        return Optional.of(new Listening(host, Integer.parseInt(port)));
    }

    /**
     * Where to listen.
     *
     * @param port 0: any that is free
     */
    record Listening(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Whether somebody asked for it, and wants to know where it is. */
    boolean isGiven() {
        return http != null;
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT;
    }

    Optional<Heartbeat> heartbeat(Map<String, String> kafka) {
        return heartbeat.heartbeat(kafka, kafka.getOrDefault("group.id", "waybill"));
    }
}
