package dev.waybill.batch.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.block.PackedRows;
import dev.waybill.batch.read.Rows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStartTest {
    private static final int LARGE = 50 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void theBlocksAreThoseOfTheFileItself() throws Exception {
        try (var received = received(rows(600_000, 4))) {
            var expected = cut(received.file());

            try (var headStart = received.takeHeadStart().orElseThrow()) {
                var first = headStart.first();

                assertThat(first.areAll()).isTrue();
                assertThat(expected).hasSizeGreaterThan(2);
                assertSame(first.blocks(), expected);
            }
        }
    }

    @Test
    void ofAFileThatIsTooMuchForMemoryItHasTheBeginning() throws Exception {
        try (var received = received(rows(LARGE / 1000, 1000))) {
            try (var headStart = received.takeHeadStart().orElseThrow()) {
                var first = headStart.first();

                assertThat(first.areAll()).isFalse();
                assertThat(first.blocks().stream().mapToInt(one -> one.value().length))
                        .isNotEmpty();
                assertThat(first.blocks().stream()
                                .mapToInt(one -> one.value().length)
                                .sum())
                        .isBetween(32 << 20, 40 << 20);
                var expected = cut(received.file());
                assertSame(first.blocks(), expected.subList(0, first.blocks().size()));
            }
        }
    }

    @Test
    void whatIsSmallOrCompressedHasNone() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(rows(10_000, 1000));
        }
        try (var small = received(rows(100, 4));
                var compressed = received(packed.toByteArray())) {
            assertThat(small.takeHeadStart()).isEmpty();
            try (var nothing = compressed.takeHeadStart().orElseThrow()) {
                assertThat(nothing.first().blocks()).isEmpty();
                assertThat(nothing.first().areAll()).isFalse();
            }
        }
    }

    @Test
    void twoHavePlacesAtATimeAndLeaveThemHoweverTheyEnd() throws Exception {
        byte[] rows = rows(200_000, 20);
        var brokenOff = incoming(rows);
        var first = received(rows);
        try (var tooMany = received(rows)) {
            assertThat(tooMany.takeHeadStart()).isEmpty();
        }

        brokenOff.close();
        first.close();

        try (var one = received(rows);
                var other = received(rows)) {
            for (Received received : List.of(one, other)) {
                try (var headStart = received.takeHeadStart().orElseThrow()) {
                    assertThat(headStart.first().areAll()).isTrue();
                }
            }
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("lock", "owner");
    }

    private Received received(byte[] content) throws IOException {
        try (var incoming = incoming(content)) {
            return incoming.finish("a.csv");
        }
    }

    /** All of it, in pieces of odd sizes. */
    private Incoming incoming(byte[] content) throws IOException {
        var incoming = spool.incoming(content.length);
        var in = new ByteArrayInputStream(content);
        for (byte[] piece = in.readNBytes(70_001); piece.length > 0; piece = in.readNBytes(70_001)) {
            incoming.write(ByteBuffer.wrap(piece));
        }
        return incoming;
    }

    private static List<PackedRows> cut(Path file) throws Exception {
        var blocks = new ArrayList<PackedRows>();
        try (var cutter = BlockCutter.open(file, BlockSize.DEFAULT)) {
            for (Rows next = cutter.next(); next != null; next = cutter.next()) {
                blocks.add(BlockCodec.pack(next));
            }
        }
        return blocks;
    }

    private static void assertSame(List<PackedRows> blocks, List<PackedRows> expected) {
        assertThat(blocks).hasSameSizeAs(expected);
        for (int i = 0; i < blocks.size(); i++) {
            var block = BlockCodec.write("job", i, blocks.get(i));
            var wanted = BlockCodec.write("job", i, expected.get(i));
            assertThat(block.headers()).as("block %d", i).isEqualTo(wanted.headers());
            assertThat(block.value()).as("block %d", i).isEqualTo(wanted.value());
            assertThat(blocks.get(i).count())
                    .as("block %d", i)
                    .isEqualTo(expected.get(i).count());
        }
    }

    /** Comma separated rows of text that packs badly. */
    private static byte[] rows(int count, int width) {
        var random = new Random(7);
        var text = new ByteArrayOutputStream();
        text.writeBytes("event_id,note\n".getBytes(US_ASCII));
        byte[] note = new byte[width * 3 / 4];
        for (int i = 0; i < count; i++) {
            random.nextBytes(note);
            text.writeBytes((i + ",").getBytes(US_ASCII));
            text.writeBytes(Base64.getEncoder().encode(note));
            text.write('\n');
        }
        return text.toByteArray();
    }
}
