package dev.waybill.cli.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    @Test
    void whatIsKnownHasItsOwnCode() {
        assertThat(code(CommandException.at(ExitCode.CONFLICT, "here", "this"))).isEqualTo(ExitCode.CONFLICT);
        assertThat(code(new UncheckedIOException(new NoSuchFileException("f")))).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(code(new AccessDeniedException("f"))).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(code(DeliveryException.unavailable("down", null))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(code(DeliveryException.misconfigured("user"))).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(code(DeliveryException.poison("field"))).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void whatNobodyForesawIsOurDefectAndSaysWhatToDo() {
        CommandException failure = Failures.explain(new IllegalStateException("oops"));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.INTERNAL_ERROR);
        assertThat(failure.text()).contains("IllegalStateException: oops", "--debug");
    }

    @Test
    void knownSecretsLeaveTheLineAndTheTrace() {
        var bytes = new ByteArrayOutputStream();
        var redactor = new Redactor();
        redactor.learn(List.of("canary", "canary-longer"));

        int exit = new ErrorLine(new PrintStream(bytes, true, UTF_8), redactor)
                .print(new IllegalStateException("password canary-longer and canary"), true);

        assertThat(exit).isEqualTo(1);
        assertThat(bytes.toString(UTF_8))
                .contains("password ****** and ******", "\tat ")
                .doesNotContain("canary");
    }

    private static ExitCode code(Throwable thrown) {
        return Failures.explain(thrown).exitCode();
    }
}
