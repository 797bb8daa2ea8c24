package dev.waybill.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackProcessIT {
    private static final StackProgram FAKE =
            new StackProgram(System.getProperty("java.class.path"), FakeStack.class.getName());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void endpointsAreKnownWhenItHasStarted() {
        try (StackProcess stack = StackProcess.start(FAKE, options(Map.of("kafka", 0), 30))) {
            assertThat(stack.endpoints()).containsEntry("kafka", "127.0.0.1:1");
            assertThat(stack.endpoints().get("args"))
                    .isEqualTo("--only kafka,handle --data-dir d --ready-file " + ready()
                            + " --port kafka=0 --exit-with-parent");
        }
    }

    @Test
    void closingEndsTheChildThroughItsPipe() throws InterruptedException {
        StackProcess stack = StackProcess.start(FAKE, options(Map.of(), 30));

        stack.close();

        assertThat(stack.waitFor()).isZero();
        assertThat(folder.resolve("ended")).hasContent("by the pipe");
    }

    @Test
    void aChildThatEndsEarlyPassesItsCodeAndLastWordsOn() {
        assertThatThrownBy(() -> StackProcess.start(FAKE, options(Map.of("exit", 6), 30)))
                .isInstanceOfSatisfying(CommandException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.CONFLICT);
                    assertThat(e.text()).contains("error: conflict  port 9092: taken");
                });
    }

    @Test
    void aChildThatIsNeverReadyIsEnded() {
        assertThatThrownBy(() -> StackProcess.start(FAKE, options(Map.of("mute", 1), 1)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT));

        assertThat(folder.resolve("ended")).exists();
    }

    @Test
    void anOldReadyFileIsNotBelieved() throws Exception {
        Files.writeString(ready(), "{\"kafka\":\"stale:1\"}");

        try (StackProcess stack = StackProcess.start(FAKE, options(Map.of(), 30))) {
            assertThat(stack.endpoints()).containsEntry("kafka", "127.0.0.1:1");
        }
    }

    @Test
    void theProgramOfADistributionOrACheckoutIsFound() throws Exception {
        Path distribution = Files.createDirectories(folder.resolve("dist/lib/local"));
        Files.createDirectories(folder.resolve("checkout/local/target/classes"));
        Files.createDirectories(folder.resolve("checkout/local/target/lib"));

        assertThat(StackProgram.find(Optional.of(folder.resolve("dist"))).classPath())
                .isEqualTo(distribution + "/*");
        assertThat(StackProgram.find(Optional.of(folder.resolve("checkout"))).classPath())
                .endsWith("checkout/local/target/lib/*")
                .contains("checkout/local/target/classes:");
        assertThatThrownBy(() -> StackProgram.find(Optional.of(folder.resolve("checkout/local"))))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_FOUND));
    }

    private Path ready() {
        return folder.resolve("ready.json");
    }

    private StackOptions options(Map<String, Integer> ports, long seconds) {
        return new StackOptions(
                List.of("kafka", "handle"),
                Optional.of(Path.of("d")),
                Optional.of(ready()),
                ports,
                Duration.ofSeconds(seconds));
    }
}
