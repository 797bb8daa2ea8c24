package dev.waybill.batch.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theSeedsFileGivesTheSeedsModel() throws Exception {
        var inference = infer("event_id,timestamp,amount\n1,1716045542,12.5\n2,1716045543,8.0\n");

        assertThat(Schema.parse(inference.model()))
                .isEqualTo(
                        Schema.parse("{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}"));
        assertThat(inference.guesses().get(2).reason()).isEqualTo("row 1 has '12.5'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 0; UInt32",
                "-1 4294967296; Int64",
                "-1 1; Int32",
                "18446744073709551615; UInt64",
                "18446744073709551616; Int128",
                "1 1e3; Float64",
                "007; String",
                "true false; Bool",
                "true 1; String",
                "1 true; String",
                "5 2024-02-29; String",
                "1.5 123e4567-e89b-12d3-a456-426614174000; String",
                "2024-02-29; Date",
                "2024-02-29 1900-01-01; Date32",
                "2023-02-29; String",
                "2024-05-18T15:19:02; DateTime",
                "2024-05-18T15:19:02.123; DateTime64(3)",
                "2024-05-18T15:19:02.123456; DateTime64(6)",
                "2200-05-18T15:19:02; DateTime64(3)",
                "123e4567-e89b-12d3-a456-426614174000; UUID",
                "1 x; String",
                "`1 \"\"`; Nullable(UInt32)",
                "`\"\"`; Nullable(String)",
            })
    void theNarrowestTypeThatFitsAllValuesIsTaken(String values, String type) throws Exception {
        var inference = infer("c\n" + values.replace(' ', '\n') + "\n");

        assertThat(inference.guesses()).extracting(guess -> guess.type().name()).containsExactly(type);
    }

    @Test
    void keysOfJsonAreColumnsAlsoThoseThatComeLate() throws Exception {
        var inference = infer("{\"a\":\"5\",\"b\":true}\n{\"a\":\"6\",\"c\":[1,2],\"b\":false}\nno json\n");

        assertThat(inference.guesses())
                .extracting(guess -> guess.column() + " " + guess.type().name() + " " + guess.empty())
                .containsExactly("a Int64 0", "b Bool 0", "c Array(Float64) 1");
        assertThat(inference.rows()).isEqualTo(2);
        assertThat(inference.leftOut()).isEqualTo(1);
    }

    @Test
    void moreKeysThanAModelMayHaveFillNoMemory() throws Exception {
        String keys =
                IntStream.range(0, 6_000).mapToObj(i -> "\"k" + i + "\":1").collect(joining(","));
        String rows = "{" + keys + "}\n{\"other\":1}\n";

        assertThat(infer(rows).guesses()).hasSize(Schema.MOST_COLUMNS + 1);
    }

    @Test
    void whatWasInferredAcceptsTheFileItCameFrom() throws Exception {
        String file = "event_id,a,b,\"c \"\"x\"\"\"\n1,,2024-01-01,\"say \"\"hi\"\"\"\n2,-5,,y\n";
        var schema = Schema.parse(infer(file).model());
        var checker = new RowChecker(schema);

        try (var cutter = BlockCutter.open(folder.resolve("file"), BlockSize.DEFAULT)) {
            assertThat(checker.check(Objects.requireNonNull(cutter.next())).rejects())
                    .isEmpty();
        }
    }

    private Inference infer(String content) throws Exception {
        Path file = Files.write(folder.resolve("file"), content.getBytes(UTF_8));
        var inference = new Inference();
        try (var cutter = BlockCutter.open(file, BlockSize.DEFAULT)) {
            for (Rows rows = cutter.next(); rows != null; rows = cutter.next()) {
                inference.see(rows);
            }
        }
        return inference;
    }
}
