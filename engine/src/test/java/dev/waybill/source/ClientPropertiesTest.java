package dev.waybill.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Kafka consumer is given, and what it is refused. */
class ClientPropertiesTest {
    private static Map<String, Object> asked(Map<String, Object> more) {
        var asked = new HashMap<String, Object>(Map.of("group.id", "g", "bootstrap.servers", "localhost:1"));
        asked.putAll(more);
        return asked;
    }

    @Test
    void classicMembersRebalanceCooperativelyAndNothingIsCommittedOrResetByTheClient() {
        var client = ClientProperties.of(asked(Map.of()));

        assertThat(client)
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("session.timeout.ms", 10_000);
        assertThat(client.get("partition.assignment.strategy")).asString().endsWith("CooperativeStickyAssignor");
    }

    @Test
    void theBrokerDecidesAboutSessionsUnderTheConsumerProtocol() {
        var client = ClientProperties.of(asked(Map.of("group.protocol", "consumer")));

        assertThat(client).doesNotContainKeys("session.timeout.ms", "partition.assignment.strategy");
    }

    @Test
    void whatTheUserSetsIsKept() {
        var client = ClientProperties.of(asked(Map.of(
                "sasl.jaas.config", "x", "ssl.truststore.location", "y", "session.timeout.ms", 7, "my.login.host", 1)));

        assertThat(client)
                .containsEntry("sasl.jaas.config", "x")
                .containsEntry("ssl.truststore.location", "y")
                .containsEntry("session.timeout.ms", 7)
                .containsEntry("my.login.host", 1);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var asked = Map.<String, Object>of(
                "enable.auto.commit", true, "value.deserializer", "x", "max.pol.records", 5, "bootstrap.servers", " ");

        assertThatThrownBy(() -> ClientProperties.of(asked))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContainingAll(
                        "bootstrap.servers: expected host:port",
                        "group.id: expected the name",
                        "enable.auto.commit: not for a pipeline to set",
                        "value.deserializer: not for a pipeline to set",
                        "max.pol.records: no such property of a consumer; did you mean max.poll.records?");
    }

    @Test
    void aSecretIsNotQuoted() {
        var asked = asked(Map.of("sasl.jaas.confg", "hunter2"));

        assertThatThrownBy(() -> ClientProperties.of(asked))
                .hasMessageContaining("sasl.jaas.config")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void autoCommitThatIsOffIsNoMistake() {
        var client = ClientProperties.of(asked(Map.of("enable.auto.commit", "false")));

        assertThat(client).containsEntry("enable.auto.commit", false);
    }

    @Test
    void propertiesOfOtherClientsPass() {
        assertThat(ClientProperties.of(asked(Map.of("acks", "all", "linger.ms", 5))))
                .containsKeys("acks", "linger.ms");
    }
}
