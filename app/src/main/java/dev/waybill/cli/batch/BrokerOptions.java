package dev.waybill.cli.batch;

import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which brokers. Filled by the parser, once. */
final class BrokerOptions {
    private static final String OURS = "WAYBILL_KAFKA_BOOTSTRAP_SERVERS";

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers. Also KAFKA_BOOTSTRAP. Default: those of the settings.")
    private @Nullable String servers;

    /** Client properties, and logging started. */
    Map<String, String> kafka(Session session) {
        String named = servers;
        if (named == null && session.variable(OURS).isEmpty()) {
            named = session.variable("KAFKA_BOOTSTRAP").orElse(null);
        }
        return new Brokers(named).properties(session.kafka("consumer"));
    }
}
