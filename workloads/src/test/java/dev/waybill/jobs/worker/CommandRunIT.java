package dev.waybill.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as real processes. */
final class CommandRunIT {
    private final Guard guard = Guard.start();
    private final Output output = new Output(3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void end() {
        guard.close();
    }

    @Test
    void whatACommandSaysAndHowItEndsIsKnown() throws Exception {
        var end = start("echo out; echo err >&2; echo \"$WAYBILL_SRC\"; exit 3").waitFor();

        assertThat(end).isEqualTo(new CommandEnd(3, "err", Optional.of("a b"), Optional.empty()));
        assertThat(output.takeAll()).containsExactlyInAnyOrder("out", "err", "a b");
    }

    @Test
    void aPathWrittenToItsFileIsRead() throws Exception {
        var end = start("printf ' s3://out/x \\nmore' > \"$WAYBILL_DST_FILE\"").waitFor();

        assertThat(end.written()).contains("s3://out/x");
        assertThat(folder.resolve("dst")).doesNotExist();
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() throws Exception {
        var end = start("head -c 3000000 /dev/urandom; head -c 3000000 /dev/urandom > \"$WAYBILL_DST_FILE\"")
                .waitFor();

        assertThat(end.status()).isZero();
        assertThat(output.takeAll()).hasSizeLessThanOrEqualTo(7);
        assertThat(end.written().orElse("")).hasSizeLessThanOrEqualTo(4_097);
    }

    @Test
    void whoIgnoresTheRequestToEndIsKilledWithAllItHasStarted() throws Exception {
        var run = start("trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo $!; wait");
        await().atMost(ofMinutes(2)).until(() -> run.said().isPresent());

        run.end(ofMillis(200));
        var end = run.waitFor();

        assertThat(end.status()).isEqualTo(137);
        long child = Long.parseLong(end.said().orElseThrow());
        await().atMost(ofMinutes(2)).until(() -> !isRunning(child));
    }

    @Test
    void whatACommandLeavesRunningHoldsUpNobody() throws Exception {
        var end = start("sleep 600 & echo $!").waitFor();

        long child = Long.parseLong(end.said().orElseThrow());
        await().atMost(ofMinutes(2)).until(() -> !isRunning(child));
    }

    @Test
    void theGuardEndsWhatAWorkerThatIsGoneHasLeft() throws Exception {
        var run = start("echo up; exec sleep 600");
        await().atMost(ofMinutes(2)).until(() -> run.said().isPresent());

        guard.close(); // as the end of the worker does: its input ends

        assertThat(run.waitFor().status()).isEqualTo(143);
    }

    private CommandRun start(String script) throws IOException {
        return CommandRun.start(
                List.of("sh", "-c", script), Map.of("WAYBILL_SRC", "a b"), folder.resolve("dst"), output, guard);
    }

    /** A process that has ended and that nobody has waited for does not run. */
    private static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), UTF_8);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
