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
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "" + USUAL_PORT,
            description = "Answer /why, /metrics, /livez and /readyz on this port of this machine; 0: any free one. "
                    + "Without PORT: " + USUAL_PORT + ".")
    private @Nullable Integer port;

    @Mixin
    private final HeartbeatOptions heartbeat = new HeartbeatOptions();

    /**
     * Takes this port where none is given on the command line.
     *
     * @param text as a variable has it
     */
    public void portUnlessGiven(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw CommandException.at(ExitCode.CONFIGURATION, "METRICS_PORT", "got \"" + text + '"')
                    .expected("a port from 0 to " + HIGHEST_PORT);
        }
        if (port == null) {
            port = Integer.valueOf(text);
        }
    }

    Optional<Integer> port() {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw CommandException.at(ExitCode.USAGE, "--http", "got " + port)
                    .expected("a port from 0 to " + HIGHEST_PORT);
        }
        return Optional.ofNullable(port);
    }

    Optional<Heartbeat> heartbeat(Map<String, String> kafka) {
        return heartbeat.heartbeat(kafka, kafka.getOrDefault("group.id", "waybill"));
    }
}
