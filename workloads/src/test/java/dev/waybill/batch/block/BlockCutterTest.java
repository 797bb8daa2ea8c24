package dev.waybill.batch.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.waybill.batch.read.FileKind;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockCutterTest {
    private static final String HEADER = "event_id,amount\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void aBlockEndsBeforeTheRowThatWouldBeTooMuch() throws Exception {
        var blocks = cut(HEADER + "1,2\n3,4\n\n5,6\n7,8", new BlockSize(9, 50_000));

        assertThat(blocks)
                .extracting(rows -> new String(rows.bytes(), UTF_8))
                .containsExactly("1,2\n3,4\n\n", "5,6\n7,8");
        assertThat(blocks).extracting(Rows::firstRow).containsExactly(1L, 3L);
        assertThat(blocks).extracting(Rows::firstLine).containsExactly(2L, 5L);
        assertThat(blocks).extracting(Rows::count).containsExactly(2, 2);
        assertThat(blocks).allMatch(rows -> rows.header().equals(List.of("event_id", "amount")));
        assertThat(blocks).allMatch(rows -> rows.format() == RowFormat.CSV && rows.tooLong() == 0);
    }

    @Test
    void aBlockEndsWithItsLastRow() throws Exception {
        var blocks = cut("{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}\n", new BlockSize(1 << 20, 2));

        assertThat(blocks).extracting(Rows::count).containsExactly(2, 1);
        assertThat(blocks).extracting(Rows::firstLine).containsExactly(1L, 4L);
        assertThat(blocks).allMatch(rows -> rows.format() == RowFormat.JSONL);
    }

    @Test
    void aRowLargerThanABlockIsABlock() throws Exception {
        String large = "x".repeat(5 << 20);

        var blocks = cut(HEADER + "1,2\n\"" + large + "\n\",2\n3,4\n", new BlockSize(4 << 20, 100));

        assertThat(blocks).extracting(Rows::count).containsExactly(1, 1, 1);
        assertThat(blocks).extracting(Rows::firstLine).containsExactly(2L, 3L, 5L);
        assertThat(blocks.get(1).bytes()).hasSize(large.length() + 6);
    }

    @Test
    void theLongestRowIsReadAndOneByteMoreIsNot() throws Exception {
        String longest = "x".repeat(Rows.LONGEST_ROW - 2) + ",2";

        var blocks = cut(HEADER + longest + "\r\n" + longest + "2\r\n1,2\r\n", BlockSize.DEFAULT);

        assertThat(blocks).extracting(Rows::tooLong).containsExactly(0L, Rows.LONGEST_ROW + 1L, 0L);
        assertThat(blocks).extracting(Rows::firstRow).containsExactly(1L, 2L, 3L);
        assertThat(blocks).extracting(Rows::firstLine).containsExactly(2L, 3L, 4L);
        assertThat(blocks.get(0).bytes()).hasSize(Rows.LONGEST_ROW + 2);
        assertThat(blocks.get(1).bytes()).hasSizeLessThan(100_000);
        assertThat(blocks.get(2).bytes()).asString(UTF_8).isEqualTo("1,2\r\n");
    }

    @Test
    void aLineOfJsonThatIsTooLongIsPassedOver() throws Exception {
        String json = "{\"a\":\"" + "x".repeat(20 << 20) + "\"}";

        var blocks = cut("{\"a\":1}\n" + json + "\n{\"a\":3}", BlockSize.DEFAULT);

        assertThat(blocks).extracting(Rows::tooLong).containsExactly(0L, (long) json.length(), 0L);
        assertThat(blocks).extracting(Rows::firstRow).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aQuoteThatStaysOpenForTooLongCostsItsLine() throws Exception {
        String rows = "1,2\n".repeat(3 << 20);

        var blocks = cut(HEADER + "\"open,2\n" + rows, new BlockSize(8 << 20, Integer.MAX_VALUE));

        assertThat(blocks.stream().mapToLong(Rows::count).sum()).isEqualTo(1 + (3 << 20));
        assertThat(blocks.get(0).bytes()).startsWith("\"open,2\n1,2\n".getBytes(UTF_8));
        assertThat(blocks).extracting(Rows::tooLong).containsOnly(0L);
    }

    @Test
    void compressionIsTakenOff() throws Exception {
        byte[] plain = (HEADER + "1,2\n3,4\n").getBytes(UTF_8);
        var expected = cut(plain, BlockSize.DEFAULT);

        assertThat(cut(gzip(plain), BlockSize.DEFAULT))
                .usingRecursiveComparison()
                .isEqualTo(expected);
        assertThat(cut(Zstd.compress(plain), BlockSize.DEFAULT))
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @Test
    void partsThatWereCompressedOneByOneAreOneFile() throws Exception {
        byte[] first = (HEADER + "1,2\n3,").getBytes(UTF_8);
        byte[] second = "4\n".getBytes(UTF_8);

        for (byte[] file :
                List.of(joined(gzip(first), gzip(second)), joined(Zstd.compress(first), Zstd.compress(second)))) {
            assertThat(cut(file, BlockSize.DEFAULT))
                    .singleElement()
                    .satisfies(rows -> assertThat(rows.bytes()).asString(UTF_8).isEqualTo("1,2\n3,4\n"));
        }
    }

    @Test
    void compressedDataThatBreaksOffIsToldAfterTheRowsBefore() throws Exception {
        byte[] plain = random(200_000);
        for (byte[] packed : List.of(gzip(plain), Zstd.compress(plain))) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(packed, packed.length / 2));
            var blocks = new ArrayList<Rows>();

            assertThatThrownBy(() -> cut(file, new BlockSize(1000, 50_000), blocks))
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessageContaining("data is damaged or breaks off");
            assertThat(blocks).isNotEmpty();
        }
    }

    @Test
    void whatIsCompressedTwiceIsRefused() {
        assertThatThrownBy(() -> cut(gzip(gzip("a\n1\n".getBytes(UTF_8))), BlockSize.DEFAULT))
                .hasMessage("compressed twice; expected gzip or Zstandard once");
    }

    @Test
    void aBombIsOneRowThatIsTooLong() throws Exception {
        long bytes = 1L << 30;
        Path file = folder.resolve("bomb");
        try (var out = new ZstdOutputStream(Files.newOutputStream(file))) {
            out.write(HEADER.getBytes(UTF_8));
            byte[] zeros = new byte[1 << 20];
            for (long i = 0; i < bytes; i += zeros.length) {
                out.write(zeros);
            }
            out.write("\n1,2\n".getBytes(UTF_8));
        }
        var blocks = new ArrayList<Rows>();

        cut(file, BlockSize.DEFAULT, blocks);

        assertThat(Files.size(file)).isLessThan(1 << 20);
        assertThat(blocks).extracting(Rows::tooLong).containsExactly(bytes, 0L);
    }

    @Test
    void bytesReadAreThoseOfTheFile() throws Exception {
        Path file = Files.write(folder.resolve("file"), gzip(random(1_000_000)));

        try (var cutter = BlockCutter.open(file, new BlockSize(1000, 50_000))) {
            assertThat(cutter.kind()).isEqualTo(FileKind.CSV);
            assertThat(cutter.bytesRead()).isBetween(1L, Files.size(file) - 1);
            for (Rows rows = cutter.next(); rows != null; rows = cutter.next()) {
                assertThat(rows.count()).isPositive();
            }
            assertThat(cutter.bytesRead()).isEqualTo(Files.size(file));
        }
    }

    private static byte[] random(int rows) {
        var random = new Random(1);
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            text.append(random.nextInt()).append(',').append(random.nextInt()).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private List<Rows> cut(String content, BlockSize size) throws Exception {
        return cut(content.getBytes(UTF_8), size);
    }

    private List<Rows> cut(byte[] content, BlockSize size) throws Exception {
        var blocks = new ArrayList<Rows>();
        cut(Files.write(folder.resolve("file"), content), size, blocks);
        return blocks;
    }

    private static void cut(Path file, BlockSize size, List<Rows> blocks) throws Exception {
        try (var cutter = BlockCutter.open(file, size)) {
            for (Rows rows = cutter.next(); rows != null; rows = cutter.next()) {
                blocks.add(rows);
            }
        }
    }
}
