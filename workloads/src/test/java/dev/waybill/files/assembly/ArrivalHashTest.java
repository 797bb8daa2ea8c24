package dev.waybill.files.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.content.Content;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A content of five parts of a thousand bytes, of which it is counted how many are read. */
final class ArrivalHashTest {
    private static final int PART = 1_000;

    private final byte[] bytes = new byte[5 * PART];
    private final ArrivalHash hash = new ArrivalHash();
    private long read;

    private final Content content = new Content() {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream from(long offset) {
            int start = (int) offset;
            return new FilterInputStream(new ByteArrayInputStream(bytes, start, bytes.length - start)) {
                @Override
                public int read(byte[] to, int first, int most) throws IOException {
                    int count = super.read(to, first, most);
                    read += Math.max(0, count);
                    return count;
                }
            };
        }
    };

    ArrivalHashTest() {
        new Random(7).nextBytes(bytes);
    }

    private void advance(int part, int gaplessParts) {
        int start = part * PART;
        int end = gaplessParts * PART;
        hash.advance(start, ByteBuffer.wrap(bytes, start, PART).slice(), content, end);
    }

    private Sha512 expected() {
        return Sha512.ofData(ByteBuffer.wrap(bytes));
    }

    @Test
    void whatComesInItsOrderIsNotReadAgain() throws IOException {
        for (int part = 0; part < 5; part++) {
            advance(part, part + 1);
        }

        assertThat(hash.of(content)).isEqualTo(expected());
        assertThat(read).isZero();
    }

    @Test
    void whatCameBeforeItsTurnIsReadOnceTheGapIsFilled() throws IOException {
        advance(0, 1);
        advance(2, 1);
        advance(3, 1);
        advance(1, 4);
        assertThat(read).isEqualTo(2 * PART);
        advance(4, 5);

        assertThat(hash.of(content)).isEqualTo(expected());
        assertThat(read).isEqualTo(2 * PART);
    }

    @Test
    void whatWasHashedAndMayBeAnotherNowIsReadAtTheEnd() throws IOException {
        advance(0, 1);
        advance(1, 2);
        bytes[17]++;
        hash.leaveToTheEnd();
        advance(2, 3);

        assertThat(hash.of(content)).isEqualTo(expected());
    }

    @Test
    void itMayBeAskedAgain() throws IOException {
        assertThat(hash.of(content)).isEqualTo(expected());
        bytes[4_999]++;

        assertThat(hash.of(content)).isEqualTo(expected());
    }
}
