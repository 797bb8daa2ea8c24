package dev.waybill.cli.kafka;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.moving.MovingSource;
import dev.waybill.why.BrokerView;
import dev.waybill.why.Why;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** What the brokers know of a consumer group. */
public final class GroupLedger {
    private static final Duration CONNECT = ofSeconds(3);

    private GroupLedger() {}

    /** Fails where the group has committed nothing, or the brokers do not say. */
    public static Why read(Map<String, String> kafka, String group) {
        String servers = kafka.getOrDefault("bootstrap.servers", "");
        BrokerProbe.require(servers, CONNECT);
        try (var brokers = BrokerView.connect(kafka, InstantSource.system(), MovingSource::engineMetadata)) {
            return brokers.group(group)
                    .orElseThrow(() -> CommandException.at(
                                    ExitCode.NOT_FOUND, servers, "group " + group + " has committed nothing")
                            .expected("a consumer group that reads, or has read, there"));
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, servers, "offsets of group " + group + " cannot be read");
        }
    }
}
