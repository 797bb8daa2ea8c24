package dev.waybill.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code batch check} and {@code batch model infer}: what they print, and how they end. */
final class BatchCommandsTest {
    private static final String HEADER = "event_id,timestamp,amount\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String model = "";

    @BeforeEach
    void write() throws IOException {
        model = file("model.json", "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}");
    }

    @Test
    void aFileThatFitsSaysSoAndNothingElse() throws IOException {
        CommandRun run = CommandRun.of(
                "batch", "check", model, file("data.csv", HEADER + "1,1716045542,12.5\n2,1716045543,8.0\n"));

        assertThat(run).isEqualTo(new CommandRun(0, "", "2 rows, 2 ok, 0 rejected\n"));
    }

    @Test
    void aSchemaThatIsNotThereIsSaidBeforeAnythingIsSent() {
        String missing = folder.resolve("no.json").toString();

        for (String word : List.of("create", "update")) {
            CommandRun run =
                    CommandRun.of("batch", "model", word, "purchases", missing, "--api-url", "http://127.0.0.1:1");

            assertThat(run.exit()).as(word).isEqualTo(5);
            assertThat(run.err()).contains(missing + ": no such file");
        }
    }

    @Test
    void aSettingThatIsWrongIsExplainedByACommandForAllWorkloads() {
        CommandRun wrong = CommandRun.of("batch", "--set", "batch.threads=none", "worker");

        assertThat(wrong.exit()).isEqualTo(7);
        assertThat(wrong.err())
                .contains("batch.threads", "\"none\"", "next: waybill config explain KEY ")
                .doesNotContain("pid");
        assertThat(CommandRun.of("config", "explain", "batch.threads").out())
                .contains("Blocks that a worker does at once");
        assertThat(CommandRun.of("batch", "-c", folder.resolve("no.toml").toString(), "worker")
                        .err())
                .contains("next: waybill config explain ")
                .doesNotContain("pid");
    }

    @Test
    void rejectsAreATableAndTheirCausesAreCounted() throws IOException {
        CommandRun run =
                CommandRun.of("batch", "check", model, file("bad.csv", HEADER + "1001abcd,,12.5\n2,bad,x\n3,1,1\n"));

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out().lines())
                .containsExactly(
                        "ROW  EVENT_ID  COLUMN     TYPE       ERROR            OBSERVED  MESSAGE",
                        "  1  1001abcd  timestamp  TIMESTAMP  MISSING_COLUMN             The required column 'timestamp' is missing",
                        "  2  2         timestamp  TIMESTAMP  INVALID_UINT32   bad       Expected a whole number from 0 to 4294967295, got 'bad'",
                        "  2  2         amount     Float64    INVALID_FLOAT64  x         Expected a number within the range of Float64, or nan, inf, -inf, got 'x'");
        assertThat(run.err()).isEqualTo("""
                        3 rows, 1 ok, 2 rejected
                                     1  MISSING_COLUMN in timestamp
                                     1  INVALID_UINT32 in timestamp
                                     1  INVALID_FLOAT64 in amount
                        """);
    }

    @Test
    void csvHasTheSeedsColumnsFirstAndEveryReject() throws IOException {
        String rows = IntStream.rangeClosed(1, 30).mapToObj(i -> i + ",=x,1\n").collect(joining());

        CommandRun csv =
                CommandRun.of("batch", "check", model, file("bad.csv", HEADER + rows + "31,1,1\n"), "-o", "csv");
        CommandRun table =
                CommandRun.of("batch", "check", model, folder.resolve("bad.csv").toString());

        assertThat(csv.exit()).isEqualTo(3);
        assertThat(csv.out()).startsWith("""
                        ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE,LINE,ORIGINAL
                        1,1,timestamp,TIMESTAMP,INVALID_UINT32,'=x,"Expected a whole number from 0 to 4294967295, got '=x'",2,"1,=x,1"
                        """);
        assertThat(csv.out().lines()).hasSize(31);
        assertThat(table.out().lines()).hasSize(21);
        assertThat(table.err()).contains("… and 10 more; -o csv, json or jsonl prints all");
    }

    @Test
    void jsonIsAnArrayEvenWhenItIsEmpty() throws IOException {
        CommandRun none = CommandRun.of("batch", "check", model, file("data.csv", HEADER + "1,2,3\n"), "-o", "json");
        CommandRun one =
                CommandRun.of("batch", "check", model, file("bad.csv", HEADER + "1,,3\n1,2,3\n"), "-o", "json");

        assertThat(none.out()).isEqualTo("[]\n");
        assertThat(one.out()).contains("{\"row\":1,\"event_id\":\"1\",", "\"line\":2,\"original\":\"1,,3\"}");
    }

    @Test
    void aFileOfWhichNothingFitsHasFailed() throws IOException {
        assertThat(CommandRun.of("batch", "check", model, file("bad.csv", HEADER + "1,,3\n"))
                        .exit())
                .isEqualTo(4);
        assertThat(CommandRun.of("batch", "check", model, file("none.csv", HEADER))
                        .exit())
                .isZero();
    }

    @Test
    void aFileThatCannotBeReadIsOneLine() throws IOException {
        String empty = file("empty.csv", "");

        CommandRun run = CommandRun.of("batch", "check", model, empty);

        assertThat(run)
                .isEqualTo(new CommandRun(
                        4,
                        "",
                        "error: failed  " + empty
                                + ": the file is empty; expected CSV with a header, JSON lines or Parquet\n"));
        assertThat(CommandRun.of("batch", "check", model, folder + "/none").exit())
                .isEqualTo(5);
        assertThat(CommandRun.of("batch", "check", folder + "/none", empty).exit())
                .isEqualTo(5);
        assertThat(CommandRun.of("batch", "check", model, folder.toString()).exit())
                .isEqualTo(2);
        assertThat(CommandRun.of("batch", "check", model).exit()).isEqualTo(2);
    }

    @Test
    void aModelIsToldAllThatIsWrongWithIt() throws IOException {
        String wrong = file("wrong.json", "{\"a\": \"Int7\", \"b\": 5}");

        CommandRun run = CommandRun.of("batch", "check", wrong, wrong);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "wrong.json: column \"a\": no such type",
                        "\n  column \"b\": expected the name",
                        "next: waybill batch model infer");
    }

    @Test
    void tooManyRejectsStopTheCheck() throws IOException {
        String bad = file("bad.csv", HEADER + "1,,3\n".repeat(3) + "1,2,3\n".repeat(97));

        CommandRun over = CommandRun.of("batch", "check", model, bad, "--max-rejects", "2");
        CommandRun within = CommandRun.of("batch", "check", model, bad, "--max-rejects", "3%");
        CommandRun wrong = CommandRun.of("batch", "check", model, bad, "--max-rejects", "many");

        assertThat(over.exit()).isEqualTo(4);
        assertThat(over.err()).contains("more rows rejected than 2; not read further");
        assertThat(within.exit()).isEqualTo(3);
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--max-rejects: got \"many\"; expected a number of rows such as 100");
    }

    @Test
    void inferPrintsAModelAndWhatSpeaksForIt() throws IOException {
        CommandRun run = CommandRun.of(
                "batch", "model", "infer", file("data.csv", HEADER + "1,1716045542,12.5\n2,1716045543,\n3\n"));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                        {
                          "event_id": "String",
                          "timestamp": "UInt32",
                          "amount": "Nullable(Float64)"
                        }
                        """);
        assertThat(run.err().lines())
                .containsExactly(
                        "2 rows",
                        "  event_id             String                 2 values, 0 empty, such as '1'",
                        "  timestamp            UInt32                 2 values, 0 empty, such as '1716045542'",
                        "  amount               Nullable(Float64)      1 values, 1 empty, such as '12.5'; none narrower, since row 1 has '12.5'",
                        "1 rows could not be read and were left out; batch check says why");
    }

    @Test
    void inferNeedsRowsAndNamesThatATableCanHave() throws IOException {
        CommandRun none = CommandRun.of("batch", "model", "infer", file("none.csv", HEADER));
        CommandRun unnamed = CommandRun.of("batch", "model", "infer", file("unnamed.csv", "a,\n1,2\n"));

        assertThat(none.exit()).isEqualTo(4);
        assertThat(none.err()).contains("no rows to judge by");
        assertThat(unnamed.exit()).isEqualTo(4);
        assertThat(unnamed.out()).isEmpty();
        assertThat(unnamed.err()).contains("column \"\": a column needs a name");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
