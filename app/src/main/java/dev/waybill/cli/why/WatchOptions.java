package dev.waybill.cli.why;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.ProducerProperties;
import dev.waybill.heartbeat.Heartbeat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a long-running command that let others see how it fares. Filled by the parser, once. */
public final class WatchOptions {
    static final int USUAL_PORT = 8077;
    private static final String USUAL_INTERVAL = "900";
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "" + USUAL_PORT,
            description = "Answer /why, /metrics, /livez and /readyz on this port of this machine; 0: any free one. "
                    + "Without PORT: " + USUAL_PORT + ".")
    private @Nullable Integer port;

    @Option(names = "--heartbeat-topic", paramLabel = "TOPIC", description = "Send signs of life to this topic.")
    private @Nullable String heartbeatTopic;

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "SECONDS",
            defaultValue = USUAL_INTERVAL,
            description = "Between two of them; " + USUAL_INTERVAL + " where none is given.")
    private int heartbeatSeconds;

    @Option(
            names = "--heartbeat-program-id",
            paramLabel = "ID",
            description = "Their key is this and \"_heartbeat\"; the consumer group where none is given.")
    private @Nullable String heartbeatProgram;

    Optional<Integer> port() {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw CommandException.at(ExitCode.USAGE, "--http", "got " + port)
                    .expected("a port from 0 to " + HIGHEST_PORT);
        }
        return Optional.ofNullable(port);
    }

    Optional<Heartbeat> heartbeat(Map<String, String> kafka) {
        if (heartbeatTopic == null) {
            return Optional.empty();
        }
        if (heartbeatSeconds < 1) {
            throw CommandException.at(ExitCode.USAGE, "--heartbeat-interval", "got " + heartbeatSeconds)
                    .expected("a number of seconds, 1 or more");
        }
        String program = heartbeatProgram == null ? kafka.getOrDefault("group.id", "waybill") : heartbeatProgram;
        return Optional.of(
                new Heartbeat(heartbeatTopic, program, ofSeconds(heartbeatSeconds), ProducerProperties.of(kafka)));
    }
}
