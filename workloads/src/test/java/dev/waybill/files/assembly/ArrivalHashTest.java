package dev.waybill.files.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.content.Content;
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
            return new InputStream() {
                private int at = (int) offset;

                @Override
                public int read() {
                    read++;
                    return at == bytes.length ? -1 : bytes[at++] & 0xFF;
                }
            };
        }
    };

    ArrivalHashTest() {
        new Random(7).nextBytes(bytes);
    }

    private void advance(int part, int gaplessParts) {
        hash.advance(part * PART, ByteBuffer.wrap(bytes, part * PART, PART).slice(), content, gaplessParts * PART);
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
        assertThat(read).as("but for the end").isLessThan(10);
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
        assertThat(read).isLessThan(2 * PART + 10);
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
