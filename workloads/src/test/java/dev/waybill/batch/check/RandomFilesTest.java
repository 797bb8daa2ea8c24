package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.model.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a row depends on the file, never on where it was cut; and no file breaks the reader. */
class RandomFilesTest {
    private static final Schema SCHEMA =
            Schema.parse("{\"a\": \"String\", \"b\": \"Nullable(Int8)\", \"c\": \"Float64\"}");

    private static final List<LineDelimiter> LINE_ENDS =
            List.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR);

    private static final String[] CSV = {
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "1",
        "-7",
        "2.5",
        "300",
        "x",
        " ",
        "\u00ff",
        "\u00c3\u00a4",
        "\0"
    };
    private static final String[] JSON = {
        "{",
        "}",
        "{\"a\":\"1\",\"c\":1}\n",
        "\"a\":",
        "\"b\":",
        "\"c\":",
        "\"x\"",
        ",",
        "\n",
        "\r\n",
        "null",
        "1",
        "2.5",
        "true",
        "[",
        "]",
        "\\u00e4",
        "\\ud800",
        "\"",
        " ",
        "\u00ff"
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void csvComesOutTheSameHoweverItIsCut() throws IOException {
        cutAtRandom("a,b,c\n", CSV, 1_000);
    }

    @Test
    void jsonComesOutTheSameHoweverItIsCut() throws IOException {
        cutAtRandom("{\"a\":\"1\",\"c\":1}\n", JSON, 500);
    }

    @Test
    void filesThatDoNotFitTheWindowComeOutTheSameToo() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            byte[] file = file("a,b,c\n", CSV, 200_000, random);
            var whole = Trial.of(folder, SCHEMA, file, BlockSize.DEFAULT);

            var cut = Trial.of(folder, SCHEMA, file, new BlockSize(1 + random.nextInt(5_000), 50_000));

            assertThat(cut).as("seed %d, file %d", seed, i).isEqualTo(whole);
        }
    }

    private void cutAtRandom(String beginning, String[] parts, int files) throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < files; i++) {
            byte[] file = file(beginning, parts, random.nextInt(120), random);
            var whole = Trial.of(folder, SCHEMA, file, BlockSize.DEFAULT);

            var cut = Trial.of(folder, SCHEMA, file, new BlockSize(1 + random.nextInt(100), 1 + random.nextInt(10)));

            assertThat(cut).as("seed %d, file %d", seed, i).isEqualTo(whole);
        }
    }

    private static byte[] file(String beginning, String[] parts, int length, Random random) {
        var text = new StringBuilder(beginning);
        for (int i = 0; i < length; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    @Test
    void whatAnotherLibraryWritesIsReadAsItWas() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var schema = Schema.parse("{\"a\": \"String\", \"b\": \"String\", \"c\": \"String\"}");
        for (int i = 0; i < 300; i++) {
            var expected = new ArrayList<String>();
            byte[] file = written(random, expected).getBytes(UTF_8);

            var read = Trial.of(folder, schema, file, new BlockSize(1 + random.nextInt(200), 1 + random.nextInt(10)));

            assertThat(read).as("seed %d, file %d", seed, i).isEqualTo(expected);
        }
    }

    private static String written(Random random, List<String> expected) throws IOException {
        var file = new StringWriter();
        var csv = CsvWriter.builder()
                .quoteStrategy(random.nextBoolean() ? QuoteStrategies.ALWAYS : QuoteStrategies.EMPTY)
                .lineDelimiter(LINE_ENDS.get(random.nextInt(LINE_ENDS.size())))
                .build(file);
        csv.writeRecord("a", "b", "c");
        int rows = random.nextInt(10);
        for (int row = 1; row <= rows; row++) {
            var cells = List.of(text(random), text(random), text(random));
            csv.writeRecord(cells);
            expected.add("row " + row + ": " + String.join("|", cells));
        }
        csv.close();
        return file.toString();
    }

    private static String text(Random random) {
        String[] parts = {"a", "ä", "€", "𝄞", ",", "\"", "\n", "\r", "\r\n", " ", "1", ";"};
        var text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }
}
