package dev.waybill.files.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdlePolicyTest {
    @ParameterizedTest
    @CsvSource({"park:90s, PT90S", "park:5m, PT5M", "park:12h, PT12H", "park:7d, P7D"})
    void anAgeIsANumberAndAUnit(String text, Duration age) {
        var policy = IdlePolicy.parse(text);

        assertThat(policy).isEqualTo(IdlePolicy.parkAfter(age));
        assertThat(IdlePolicy.parse(policy.toString())).isEqualTo(policy);
    }

    @Test
    void keepParksNothing() {
        assertThat(IdlePolicy.parse("keep")).isEqualTo(IdlePolicy.KEEP).hasToString("keep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "park", "park:", "park:7", "park:0s", "park:-1d", "drop", "keep:1d"})
    void anythingElseIsRefusedWithWhatWouldBeRight(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdlePolicy.parse(text))
                .withMessageContaining("expected");
    }
}
