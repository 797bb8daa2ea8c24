package dev.waybill.pid.handle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseCodeTest {
    @ParameterizedTest
    @CsvSource({
        "3, TRANSIENT, busy",
        "7, TRANSIENT, maintenance",
        "102, POISON, handle",
        "202, POISON, value",
        "301, MISCONFIGURED, handle.prefix",
        "400, MISCONFIGURED, handle.username",
        "401, MISCONFIGURED, handle.username",
        "402, MISCONFIGURED, handle.username",
        "403, MISCONFIGURED, handle.password",
        "404, MISCONFIGURED, handle.username",
        "405, MISCONFIGURED, handle.username",
        "406, MISCONFIGURED, handle.password",
        "500, TRANSIENT, session",
    })
    void decidesTheClassAndSaysWhatToDo(int number, FailureClass expected, String advice) {
        ResponseCode code = ResponseCode.of(number).orElseThrow();

        assertThat(code.failureClass()).isEqualTo(expected);
        assertThat(code.meaning()).contains(advice);
    }
}
