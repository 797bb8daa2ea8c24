package dev.waybill.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);
    private final ProgressLine progress = new ProgressLine("work", err, true, now::get);
    private final AtomicInteger quits = new AtomicInteger();

    @Test
    void checkSaysHowItGoesOnceForEachTimeItIsAsked() {
        var console = console("check\n c \nCHECK\n", false);

        lookUntil(console, "3 done\n3 done\n3 done\n");

        assertThat(bytes.toString(UTF_8)).isEqualTo("3 done\n3 done\n3 done\n");
        assertThat(quits).hasValue(0);
    }

    @Test
    void quitAsksForAnEnd() {
        lookUntil(console("q\n", false), "quitting");
        lookUntil(console("quit\n", false), "quitting");

        assertThat(quits).hasValue(2);
    }

    @Test
    void anotherWordIsAnsweredWithTheWordsThereAre() {
        lookUntil(console("\nstop\n", false), "the words are: check (c), quit (q)\n");

        assertThat(quits).hasValue(0);
    }

    @Test
    void theEndOfTheInputIsAQuitOnlyWhereTheConsoleWasAskedFor() {
        lookUntil(console("check\n", false), "3 done\n");
        assertThat(quits).hasValue(0);

        lookUntil(console("check\n", true), "3 done\nquitting");
        assertThat(quits).hasValue(1);
    }

    @Test
    void aTerminalThatIsTakenAwayIsNoQuit() throws Exception {
        var reader = new CompletableFuture<Thread>();
        var console = console(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return read(new byte[1], 0, 1);
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        reader.complete(Thread.currentThread());
                        throw new IOException("input/output error");
                    }
                },
                true);

        reader.get(120, SECONDS).join();
        look(console);

        assertThat(quits).hasValue(0);
    }

    @Test
    void aDotComesAtItsIntervalAndEndsTheLineThatIsBeingDrawn() {
        var console = new Console(Optional.empty(), false, Optional.of(ofMinutes(5)), err, now::get);

        after(ofSeconds(299));
        progress.show(List.of(Count.plain("n", 1)), Optional.empty());
        look(console);
        after(ofSeconds(1));
        look(console);
        look(console);
        after(ofMinutes(5));
        look(console);

        assertThat(bytes.toString(UTF_8)).isEqualTo("\rwork | n: 1 | 4m59s\n.\n.\n");
    }

    private Console console(String typed, boolean quitsAtEnd) {
        return console(new ByteArrayInputStream(typed.getBytes(UTF_8)), quitsAtEnd);
    }

    private Console console(InputStream typed, boolean quitsAtEnd) {
        bytes.reset();
        return new Console(Optional.of(ConsoleWords.from(typed)), quitsAtEnd, Optional.empty(), err, now::get);
    }

    private void lookUntil(Console console, String said) {
        await().atMost(ofMinutes(2)).until(() -> {
            look(console);
            return bytes.toString(UTF_8).contains(said);
        });
    }

    private void look(Console console) {
        console.look(progress, () -> "3 done", quits::incrementAndGet);
    }

    private void after(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
