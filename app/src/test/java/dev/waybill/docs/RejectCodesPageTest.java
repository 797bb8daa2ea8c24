package dev.waybill.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.RejectCode;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of reject codes names each code, and every row on it is rejected as it says. */
final class RejectCodesPageTest {
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `[A-Z0-9_]+` \\|.*$");

    private record Example(String code, String type, String row, String message) {}

    @Test
    void namesEachCodeOnce() throws IOException {
        assertThat(examples().stream().map(Example::code))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RejectCode.values()).map(Enum::name).toList());
    }

    @Test
    void everyRowIsRejectedAsThePageSays() throws IOException {
        var withRow =
                examples().stream().filter(example -> !example.row().isEmpty()).toList();

        assertThat(withRow).hasSize(RejectCode.values().length - 2); // too long to print, and only ClickHouse can
        for (Example example : withRow) {
            Checked checked = check(example);

            assertThat(checked.rejects())
                    .as(example.toString())
                    .extracting(reject -> reject.error() + ": " + reject.message())
                    .containsExactly(example.code() + ": " + example.message());
        }
    }

    private static Checked check(Example example) {
        var schema = Schema.parse("{\"event_id\": \"String\", \"c\": \"" + example.type() + "\"}");
        boolean isJson = example.row().startsWith("{");
        return new RowChecker(schema)
                .check(new Rows(
                        isJson ? RowFormat.JSONL : RowFormat.CSV,
                        isJson ? List.of() : List.of("event_id", "c"),
                        1,
                        2,
                        1,
                        example.row().getBytes(UTF_8),
                        0));
    }

    private static List<Example> examples() throws IOException {
        return LINE.matcher(Files.readString(Checkout.root().resolve("docs/batch/reject-codes.md")))
                .results()
                .map(line -> List.of(line.group().split("\\|", -1)))
                .map(cells ->
                        new Example(text(cells.get(1)), text(cells.get(3)), text(cells.get(4)), text(cells.get(5))))
                .toList();
    }

    private static String text(String cell) {
        return cell.strip().replaceFirst("^`(.*)`$", "$1");
    }
}
