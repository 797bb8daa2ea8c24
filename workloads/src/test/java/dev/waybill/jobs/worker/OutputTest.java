package dev.waybill.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputTest {
    private final Output output = new Output(2);

    @Test
    void theFirstLinesAreThereAsTheyCome() {
        output.add("one");

        assertThat(output.take()).containsExactly("one");
        assertThat(output.take()).isEmpty();
    }

    @Test
    void ofAFloodTheBeginningAndTheEndAreKept() {
        for (int i = 1; i <= 100; i++) {
            output.add("line " + i);
        }

        assertThat(output.takeAll()).containsExactly("line 1", "line 2", "(96 lines left out)", "line 99", "line 100");
        assertThat(output.takeAll()).isEmpty();
    }

    @Test
    void whatWasTakenIsNotSaidAgain() {
        output.add("one");
        output.add("two");
        var taken = output.take();
        output.add("three");

        assertThat(taken).containsExactly("one", "two");
        assertThat(output.takeAll()).containsExactly("three");
    }

    @Test
    void aLineOfAnyLengthCostsNoMoreThanWhatIsShownOfIt() {
        assertThat(lines("x".repeat(5_000) + "\nnext"))
                .containsExactly("x".repeat(2_000) + " (3000 characters left out)", "next");
    }

    @Test
    void nothingThatATerminalOrTheDatabaseWouldTakeForMoreThanTextIsPassedOn() {
        assertThat(lines("a\u0000b\u001b[2Jc\r\nd\te\n")).containsExactly("a\uFFFDb\uFFFD[2Jc", "d\te");
    }

    private static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        new LineReader(lines::add).read(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return lines;
    }
}
