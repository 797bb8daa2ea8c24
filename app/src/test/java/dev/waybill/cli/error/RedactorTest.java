package dev.waybill.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {
    @Test
    void aSecretThatIsKnownNeverPassesNorOneInsideAnother() {
        var redactor = new Redactor();

        redactor.learn(List.of("word", "pass-word-1", ""));

        assertThat(redactor.redact("pass-word-1 and word")).isEqualTo("****** and ******");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://ledger:can@ry-1@db:5432/cube | postgresql://******@db:5432/cube",
                "got \"http://me:canary-1@store:8123\" | got \"http://******@store:8123\"",
                "jdbc:postgresql://db/cube?user=me&password=canary-1&ssl=true | jdbc:postgresql://db/cube?user=me&password=******&ssl=true",
                "ScramLoginModule required username=\"me\" password=\"canary-1\"; | ScramLoginModule required username=\"me\" password=\"******\";",
                "WAYBILL_KAFKA_SASL_PASSWORD=canary-1 x | WAYBILL_KAFKA_SASL_PASSWORD=****** x",
                "{\"sasl.password\": \"canary\\\"1\", \"a\": 1} | {\"sasl.password\": \"******\", \"a\": 1}",
                "Authorization: Bearer Y2FuYXJ5LTEyMzQ1Njc4OTA= | Authorization: Bearer ******",
                "token wb_Y2FuYXJ5LTEyMzQ1Njc4OTAxMjM0NTY was shown | token wb_****** was shown",
            })
    void whatHasTheFormOfASecretDoesNotPassEither(String said, String shown) {
        assertThat(new Redactor().redact(said)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handle.password: expected a text that is not empty, got 7",
                "set WAYBILL_HANDLE_PASSWORD_FILE, or ask somebody@example.org",
                "http://127.0.0.1:8077/why?as=text",
                "a bearer needs no token",
            })
    void otherTextPassesAsItIs(String said) {
        assertThat(new Redactor().redact(said)).isEqualTo(said);
    }
}
