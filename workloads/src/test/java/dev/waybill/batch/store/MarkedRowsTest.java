package dev.waybill.batch.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedRowsTest {
    private static final byte[] ALL = "abbccc".getBytes(US_ASCII);
    private static final int[] BEGINS = {0, 1, 3, 3, 6};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void eachRowHasTheMarkBehindItWhereverReadingStops(int piece) {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[piece + 2];
        var rows = rows(0, 4);
        for (int n = rows.read(buffer, 1, piece); n >= 0; n = rows.read(buffer, 1, piece)) {
            out.write(buffer, 1, n);
        }

        assertThat(out.toString(US_ASCII)).isEqualTo("a--bb----ccc--");
    }

    @Test
    void someOfTheRowsAreReadByThemselves() throws Exception {
        assertThat(new String(rows(1, 2).readAllBytes(), US_ASCII)).isEqualTo("bb--");
        assertThat(rows(2, 2).read()).isEqualTo(-1);
        assertThat(rows(0, 1).read()).isEqualTo('a');
    }

    private static MarkedRows rows(int from, int to) {
        return new MarkedRows(
                (first, end) -> ByteBuffer.wrap(ALL, BEGINS[first], BEGINS[end] - BEGINS[first]),
                from,
                to,
                "--".getBytes(US_ASCII));
    }
}
