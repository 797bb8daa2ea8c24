package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ClickHouseServiceTest {
    private static final ClickHouseService SERVICE = started();

    @TempDir
    Path directory;

    private final Asker asker = new Asker(SERVICE.uri());

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @BeforeEach
    void freshTable() throws Exception {
        SERVICE.faults(Faults.NONE);
        for (String table : asker.ask("SHOW TABLES").text().lines().toList()) {
            asker.ask("DROP TABLE `" + table + "`");
        }
        ok(asker.ask("CREATE TABLE t (a String, n UInt32) ENGINE = MergeTree ORDER BY a"
                + " SETTINGS non_replicated_deduplication_window = 100"));
    }

    @Test
    void answersAsTheRealOneDid() throws Exception {
        ok(asker.ask("DROP TABLE t"));

        List<String> differences = Likeness.differences(asker);

        assertThat(differences).isEmpty();
    }

    @Test
    void theQuickStartOfTheSeedReadsItsRowsWithGet() throws Exception {
        ok(asker.ask("CREATE TABLE data_a1b2c3d4 (event_id String, timestamp UInt32, amount Float64)"
                + " ENGINE = MergeTree ORDER BY event_id"));
        ok(asker.insert("INSERT INTO data_a1b2c3d4 FORMAT CSVWithNames", """
                event_id,timestamp,amount
                1,1716045542,12.5
                2,1716045543,8.0
                """.getBytes(UTF_8)));

        Asker.Reply reply = asker.get("?query=SELECT%20*%20FROM%20data_a1b2c3d4");

        assertThat(reply.text()).isEqualTo("1\t1716045542\t12.5\n2\t1716045543\t8\n");
        assertThat(reply.header("X-ClickHouse-Format")).isEqualTo("TabSeparated");
    }

    @ParameterizedTest
    @MethodSource("rowsInTextFormats")
    void takesRowsInEachTextFormat(String format, String rows) throws Exception {
        ok(asker.insert("INSERT INTO t (a, n) FORMAT " + format, rows.getBytes(UTF_8)));

        assertThat(asker.ask("SELECT a, n FROM t ORDER BY n").text()).isEqualTo("x\\ty\t1\nz\t2\n");
    }

    static Stream<Arguments> rowsInTextFormats() {
        return Stream.of(
                arguments("TSV", "x\\ty\t1\nz\t2\n"),
                arguments("TSVWithNames", "n\ta\n1\tx\\ty\n2\tz\n"),
                arguments("CSV", "x\ty,1\nz,2\n"),
                arguments("CSV", "\"x\ty\",1\r\n\"z\",2"),
                arguments("CSVWithNames", "n,a\n1,x\ty\n2,z\n"),
                arguments("JSONEachRow", "{\"a\":\"x\\ty\",\"n\":1}\n{\"n\":2,\"a\":\"z\"}"),
                arguments("Values", "('x\\ty', 1), ('z', 2)"));
    }

    @Test
    void takesRowBinaryBehindTheStatementAndInTheBody() throws Exception {
        byte[] rows = {1, 'x', 7, 0, 0, 0, 2, '\n', ';', 8, 0, 0, 0};
        var whole = new ByteArrayOutputStream();
        whole.writeBytes("INSERT INTO t FORMAT RowBinary\n".getBytes(UTF_8));
        whole.writeBytes(rows);

        ok(asker.insert("INSERT INTO t (a, n) FORMAT RowBinary", rows));
        ok(asker.send("POST", "?insert_deduplication_token=other", whole.toByteArray()));

        assertThat(asker.ask("SELECT a, n, count() FROM t GROUP BY a, n ORDER BY n")
                        .text())
                .isEqualTo("x\t7\t2\n\\n;\t8\t2\n");
    }

    @Test
    void takesCompressedBodies() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("x,1\n".getBytes(UTF_8));
        }

        ok(asker.send("POST", "?query=INSERT+INTO+t+FORMAT+CSV", packed.toByteArray(), "Content-Encoding", "gzip"));

        assertThat(asker.ask("SELECT * FROM t").text()).isEqualTo("x\t1\n");
    }

    @Test
    void aTokenInTheAddressDropsTheSecondInsertWhateverItBrings() throws Exception {
        String address = "?insert_deduplication_token=j/1&async_insert=0&query=INSERT+INTO+t+FORMAT+CSV";

        ok(asker.send("POST", address, "x,1\n".getBytes(UTF_8)));
        Asker.Reply second = asker.send("POST", address, "y,2\nz,3\n".getBytes(UTF_8));

        assertThat(asker.ask("SELECT * FROM t").text()).isEqualTo("x\t1\n");
        assertThat(second.header("X-ClickHouse-Summary")).contains("\"written_rows\":\"2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RowBinary    | 33  | \u0001x",
                "CSV          | 321 | x,4294967296",
                "CSV          | 6   | x,1.5",
                "CSV          | 6   | x,1_0",
                "CSV          | 27  | x",
                "CSV          | 27  | \"x,1",
                "JSONEachRow  | 6   | {\"a\":\"x\",\"n\":1.5}",
                "JSONEachRow  | 117 | {\"b\":\"x\"}",
                "Values       | 62  | ('x')",
                "Nope         | 73  | x",
            })
    void aBadRowLeavesNoneOfItsInsert(String format, String code, String rows) throws Exception {
        String good = format.equals("CSV") ? "good,1\n" : "";

        Asker.Reply reply = asker.insert("INSERT INTO t FORMAT " + format, (good + rows).getBytes(UTF_8));

        assertThat(reply.shown()).as(reply.text()).isEqualTo("! " + code + "\n");
        assertThat(reply.text()).startsWith("Code: " + code + ". DB::Exception: ");
        assertThat(asker.ask("SELECT count() FROM t").text()).isEqualTo("0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60  | 404 | SELECT * FROM nope",
                "62  | 400 | SELEC",
                "16  | 500 | INSERT INTO t (nope) FORMAT RowBinary",
                "46  | 404 | SELECT nope(1)",
                "48  | 501 | SELECT * FROM t JOIN t USING a",
                "48  | 501 | CREATE TABLE u (a Array(String)) ENGINE = MergeTree ORDER BY a",
                "48  | 501 | CREATE TABLE u (a String) ENGINE = ReplacingMergeTree ORDER BY a",
                "48  | 501 | SELECT 7 % 2",
                "321 | 500 | SELECT toUInt64('18446744073709551615') + 1",
            })
    void refusesWithTheStatusOfTheRealOne(String code, int status, String sql) throws Exception {
        Asker.Reply reply = asker.ask(sql);

        assertThat(reply.header("X-ClickHouse-Exception-Code")).as(reply.text()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    void getChangesNothing() throws Exception {
        Asker.Reply reply = asker.get("?query=DROP+TABLE+t");

        assertThat(reply.shown()).isEqualTo("! 164\n");
        assertThat(asker.ask("EXISTS t").text()).isEqualTo("1\n");
    }

    @Test
    void anUnknownUserSettingOrDatabaseIsRefused() throws Exception {
        assertThat(asker.get("?query=SELECT+1", "X-ClickHouse-User", "nobody").status())
                .isEqualTo(403);
        assertThat(asker.get("?query=SELECT+1&password=x").shown()).isEqualTo("! 516\n");
        assertThat(asker.get("?query=SELECT+1&nope=1").shown()).isEqualTo("! 115\n");
        assertThat(asker.get("?query=SELECT+1&database=nope").shown()).isEqualTo("! 81\n");
        assertThat(asker.get("nope").status()).isEqualTo(404);
        assertThat(asker.get("ping").text()).isEqualTo("Ok.\n");
    }

    @Test
    void rowsAndTokensOutliveARestart() throws Exception {
        var settings = ClickHouseServiceSettings.defaults().withDataDir(directory.resolve("data"));
        String insert = "INSERT INTO kept SETTINGS insert_deduplication_token = 'one' VALUES ('x')";
        try (var first = ClickHouseService.start(settings)) {
            var before = new Asker(first.uri());
            ok(before.ask("CREATE TABLE kept (a String, e Enum8('q' = 1)) ENGINE = MergeTree ORDER BY a"
                    + " SETTINGS non_replicated_deduplication_window = 10"));
            ok(before.ask("ALTER TABLE kept DROP COLUMN e"));
            ok(before.ask("ALTER TABLE kept ADD COLUMN d Decimal(5, 2)"));
            ok(before.ask(insert.replace("kept SET", "kept (a) SET")));
        }

        try (var second = ClickHouseService.start(settings)) {
            var after = new Asker(second.uri());
            ok(after.ask(insert.replace("kept SET", "kept (a) SET")));

            assertThat(after.ask("SELECT * FROM kept").text()).isEqualTo("x\t0\n");
        }
    }

    @Test
    void aFaultSwitchAnswersWithTheCodeThatItIsTold() throws Exception {
        SERVICE.faults(Faults.NONE.with(FaultSwitch.FAIL, 100).with(ClickHouseService.CODE, 252));

        Asker.Reply reply = asker.insert("INSERT INTO t FORMAT CSV", "x,1\n".getBytes(UTF_8));
        SERVICE.faults(Faults.NONE);

        assertThat(reply.shown()).isEqualTo("! 252\n");
        assertThat(asker.ask("SELECT count() FROM t").text()).isEqualTo("0\n");
    }

    @Test
    void aLostAnswerWasApplied() throws Exception {
        SERVICE.faults(Faults.NONE.with(FaultSwitch.LOST, 100));

        Assertions.assertThatThrownBy(() -> asker.insert("INSERT INTO t FORMAT CSV", "x,1\n".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
        SERVICE.faults(Faults.NONE);

        assertThat(asker.ask("SELECT count() FROM t").text()).isEqualTo("1\n");
    }

    private static ClickHouseService started() {
        try {
            return ClickHouseService.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ok(Asker.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
