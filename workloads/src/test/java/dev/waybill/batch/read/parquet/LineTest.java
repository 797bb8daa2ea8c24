package dev.waybill.batch.read.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.read.Rows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void ofMoreThanARowMayHaveOnlyTheNumberOfBytesIsKept() {
        var line = new Line();
        byte[] more = new byte[MEGABYTE];
        Arrays.fill(more, (byte) 'x');

        line.add('[');
        for (int i = 0; i < 40; i++) {
            line.add(more, 0, more.length);
        }
        line.add("null");
        line.skip(5);
        line.add(']');

        assertThat(line.length()).isEqualTo(40L * MEGABYTE + 11);
        assertThat(line.copy()).hasSize(Rows.LONGEST_ROW + 1).startsWith('[', 'x', 'x');
    }

    @Test
    void partsOfAnotherLineCountAlsoWhereTheyAreNotKept() {
        var values = new Line();
        values.add("first");
        values.add(new byte[9 * MEGABYTE], 0, 9 * MEGABYTE);
        values.add("last");
        var line = new Line();

        line.add(values, 0, 5);
        line.add(values, values.length() - 4, values.length());
        assertThat(line.length()).isEqualTo(9);
        line.add(values, 5, values.length() - 4);

        assertThat(line.length()).isEqualTo(9L * MEGABYTE + 9);
        assertThat(line.copy()).hasSize(Rows.LONGEST_ROW + 1);
    }
}
