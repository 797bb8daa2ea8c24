package dev.waybill.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowWriterTest {
    @Test
    void aTableIsAlignedWithNumbersToTheRight() {
        assertThat(print(OutputFormat.TABLE, List.of("topic", 7, "a"), List.of("t", 1234, "b")))
                .isEqualTo("""
                        NAME   OFFSET  TEXT
                        topic       7  a
                        t        1234  b
                        """);
    }

    @Test
    void aTableShowsControlCharactersInsteadOfObeyingThem() {
        assertThat(print(OutputFormat.TABLE, List.of("\u001b[31mred", 1, "x\ny")))
                .contains("\\u001b[31mred")
                .contains("x\\u000ay");
    }

    @Test
    void jsonKeepsNumbersAndListsAndAbsence() {
        assertThat(print(OutputFormat.JSON, List.of("a", 7, List.of("x")), Arrays.asList("b", null, true)))
                .isEqualTo("""
                        [
                          {"name":"a","offset":7,"text":["x"]},
                          {"name":"b","offset":null,"text":true}
                        ]
                        """);
    }

    @Test
    void noRowsAreAnEmptyArrayOrNothing() {
        assertThat(print(OutputFormat.JSON)).isEqualTo("[]\n");
        assertThat(print(OutputFormat.JSONL)).isEmpty();
        assertThat(print(OutputFormat.CSV)).isEqualTo("name,offset,text\n");
    }

    @Test
    void jsonLinesAreOneObjectEach() {
        assertThat(print(OutputFormat.JSONL, List.of("a", 1, "x"), List.of("b", 2, "y")))
                .isEqualTo(
                        "{\"name\":\"a\",\"offset\":1,\"text\":\"x\"}\n{\"name\":\"b\",\"offset\":2,\"text\":\"y\"}\n");
    }

    @Test
    void csvQuotesAndDisarmsFormulas() {
        assertThat(print(OutputFormat.CSV, List.of("=1+1", -7, "a,\"b\""), List.of("@x", 2, "-3")))
                .isEqualTo("name,offset,text\n'=1+1,-7,\"a,\"\"b\"\"\"\n'@x,2,'-3\n");
    }

    @SafeVarargs
    private static String print(OutputFormat format, List<? extends Object>... rows) {
        var bytes = new ByteArrayOutputStream();
        try (var writer = format.writer(List.of("name", "offset", "text"), new PrintStream(bytes, true, UTF_8))) {
            for (List<? extends Object> row : rows) {
                writer.row(row);
            }
        }
        return bytes.toString(UTF_8);
    }
}
