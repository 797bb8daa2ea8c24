package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file from its bytes to what became of each row, one line for each accepted row and for each reject. */
final class Trial {
    private static final List<String> CODES =
            Arrays.stream(RejectCode.values()).map(Enum::name).toList();

    private Trial() {}

    static List<String> of(Path folder, Schema schema, byte[] content, BlockSize size) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        var accepted = new ArrayList<String>();
        var rejected = new ArrayList<String>();
        var checker = new RowChecker(schema);
        long row = 1;
        try (var cutter = BlockCutter.open(file, size)) {
            for (Rows rows = cutter.next(); rows != null; rows = cutter.next()) {
                assertThat(rows.firstRow()).isEqualTo(row);
                Checked checked = checker.check(rows);
                assertAddsUp(rows, checked);
                accepted(schema, checked, accepted);
                checked.rejects().forEach(reject -> rejected.add(line(reject)));
                row += checked.total();
            }
        } catch (UnreadableFileException e) {
            rejected.add("file: " + e.getMessage());
        }
        accepted.addAll(rejected);
        return accepted;
    }

    private static void assertAddsUp(Rows rows, Checked checked) {
        long rejectedRows =
                checked.rejects().stream().mapToLong(Reject::row).distinct().count();
        assertThat(checked.total()).isEqualTo(rows.count());
        assertThat(checked.ok() + rejectedRows).isEqualTo(checked.total());
        assertThat(checked.rejected()).isEqualTo((int) rejectedRows);
        assertThat(checked.rejects())
                .allMatch(reject -> reject.row() >= rows.firstRow() && reject.row() < rows.firstRow() + rows.count());
        assertThat(checked.rejects()).extracting(Reject::error).isSubsetOf(CODES);
    }

    private static void accepted(Schema schema, Checked checked, List<String> lines) {
        var values = RowBinary.read(schema, checked.bytes());
        assertThat(values).hasSize(checked.ok());
        for (int i = 0; i < checked.ok(); i++) {
            byte[] one = new byte[checked.bytes(i, i + 1).remaining()];
            checked.bytes(i, i + 1).get(one);
            assertThat(RowBinary.read(schema, one)).containsExactly(values.get(i));
            lines.add("row " + checked.row(i) + ": " + String.join("|", values.get(i)));
        }
    }

    private static String line(Reject reject) {
        String of = reject.column().isEmpty() ? "" : " " + reject.column();
        return "row " + reject.row() + " line " + reject.line() + of + ": " + reject.error() + " <"
                + shortened(reject.observed()) + ">";
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "… " + text.getBytes(UTF_8).length : text;
    }
}
