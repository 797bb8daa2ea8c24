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

/**
 * Whether and where signs of life are sent. Filled by the parser, once. The second names are OpenMSIStream's. Defaults are in the
 * fields: one of the parser's would overrule what is given in another spelling.
 */
public final class HeartbeatOptions {
    private static final int USUAL_SECONDS = 900;

    @Option(
            names = {"--heartbeat-topic", "--heartbeat-topic-name"},
            paramLabel = "TOPIC",
            description = "Send signs of life to this topic.")
    private @Nullable String topic;

    @Option(
            names = {"--heartbeat-interval", "--heartbeat-interval-secs"},
            paramLabel = "SECONDS",
            description = "Between two of them; " + USUAL_SECONDS + " where none is given.")
    private int seconds = USUAL_SECONDS;

    @Option(
            names = "--heartbeat-program-id",
            paramLabel = "ID",
            description =
                    "Their key is this and \"_heartbeat\". Default: the consumer group, or what is uploaded to where.")
    private @Nullable String program;

    /**
     * What was asked for.
     *
     * @param kafka properties of a client of the same brokers
     * @param usualProgram who sends them where nothing else is said
     */
    public Optional<Heartbeat> heartbeat(Map<String, String> kafka, String usualProgram) {
        if (seconds < 1) {
            throw CommandException.at(ExitCode.USAGE, "--heartbeat-interval", "got " + seconds)
                    .expected("a number of seconds, 1 or more");
        }
        if (topic == null) {
            return Optional.empty();
        }
        String sender = program == null ? usualProgram : program;
        return Optional.of(new Heartbeat(topic, sender, ofSeconds(seconds), ProducerProperties.of(kafka)));
    }
}
