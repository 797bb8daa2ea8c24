package dev.waybill.cli.pid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.cli.error.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutgoingTest {
    @Test
    void aMessageIsKeyedByItsUuidOfVersionFive() {
        // Known from other implementations of RFC 9562.
        assertThat(Outgoing.message("python.org", Optional.empty()).key())
                .isEqualTo("886313e1-3b8a-5372-9b90-0c9aee199e5d");
        assertThat(Outgoing.message("python.org", Optional.of("mine")).key()).isEqualTo("mine");
    }

    @Test
    void aFileIsKeyedByItsNameWithoutJson(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("CMIP6.a.v2019.json"), " {\"ü\": 1}\n");
        Path other = Files.writeString(folder.resolve("plain.txt"), "{}");

        Outgoing record = Outgoing.file(file, Optional.empty());

        assertThat(record.key()).isEqualTo("CMIP6.a.v2019");
        assertThat(record.value()).isEqualTo(" {\"ü\": 1}\n".getBytes(UTF_8));
        assertThat(Outgoing.file(other, Optional.empty()).key()).isEqualTo("plain.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", " [1, {\"a\": [2]}] \n", "\"x\"", "7"})
    void oneJsonValueIsFine(String text) {
        assertThatNoException().isThrownBy(() -> JsonCheck.require(text.getBytes(UTF_8), "here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}}", "{} {}", "nope", "{\"a\": 1,}", "[1 2]"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> JsonCheck.require(text.getBytes(UTF_8), "here"))
                .isInstanceOf(CommandException.class)
                .extracting(e -> ((CommandException) e).text())
                .asString()
                .contains("here", "expected one JSON value");
    }
}
