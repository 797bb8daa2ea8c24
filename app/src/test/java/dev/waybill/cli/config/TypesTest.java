package dev.waybill.cli.config;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypesTest {
    private static final DurationType DURATION = new DurationType(ofMillis(1));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a:0", "a:65536", "a:1,,b:2", "", "http://a:1", "a b:1"})
    void whatIsNoBrokerListIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Types.BROKERS.parse(text));
    }

    @Test
    void brokersMayBeAListOrHaveBlanks() {
        assertThat(Types.BROKERS.parse("a:1, b:65535")).isEqualTo("a:1,b:65535");
        assertThat(Types.BROKERS.parse(List.of("[::1]:9092"))).isEqualTo("[::1]:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "-1s", "1 day", "0", "1e3", ""})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DURATION.parse(text));
    }

    @Test
    void durationsHaveUnitsAndNumbersAreSeconds() {
        assertThat(DURATION.parse("250 ms")).isEqualTo(ofMillis(250));
        assertThat(DURATION.parse("2m")).isEqualTo(ofMinutes(2));
        assertThat(DURATION.parse(0.5)).isEqualTo(ofMillis(500));
        assertThat(DURATION.parse(10L)).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "localhost:8010", "http://", "http://user:pw@host"})
    void whatIsNoHttpAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Types.HTTP_ADDRESS.parse(text));
    }

    @Test
    void theNearestNameIsFoundIfItIsNear() {
        List<String> names = List.of("consumer.topic", "consumer.output_dir", "handle.prefix");

        assertThat(NearestName.of("consumer.topc", names)).contains("consumer.topic");
        assertThat(NearestName.of("something.else", names)).isEmpty();
    }

    @Test
    void secretsOfKafkaAreKnownByName() {
        assertThat(List.of("ssl.key.password", "sasl.jaas.config", "ssl.keystore.key", "sasl.password"))
                .allMatch(KafkaSecrets::isSecret);
        assertThat(List.of("ssl.ca.location", "group.id", "sasl.username", "ssl.keystore.location"))
                .noneMatch(KafkaSecrets::isSecret);
    }
}
