package dev.waybill.batch.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reject tells, word by word, and how much it may tell. */
class RejectTest {
    private static final Schema PURCHASES =
            Schema.parse("{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}");

    @Test
    void theSeedsSampleComesOutWordByWord() {
        var rejects = check(PURCHASES, List.of("event_id", "timestamp", "amount"), "1001abcd,,12.5\n");

        assertThat(rejects)
                .containsExactly(new Reject(
                        1,
                        2,
                        "1001abcd",
                        "timestamp",
                        "TIMESTAMP",
                        "MISSING_COLUMN",
                        "",
                        "The required column 'timestamp' is missing",
                        "1001abcd,,12.5"));
    }

    @Test
    void theOriginalRowComesOnce() {
        var rejects = check(PURCHASES, List.of("event_id", "timestamp", "amount"), "1,bad,\"wo\"\"rse\"\n");

        assertThat(rejects).extracting(Reject::original).containsExactly("1,bad,\"wo\"\"rse\"", "");
        assertThat(rejects)
                .extracting(Reject::message)
                .containsExactly(
                        "Expected a whole number from 0 to 4294967295, got 'bad'",
                        "Expected a number within the range of Float64, or nan, inf, -inf, got 'wo\"rse'");
    }

    @Test
    void aRowThatTheStoreRefusesIsToldLikeAnyOther() {
        String csv = "1,5,1.5\n2,bad,2.5\n3,7,3.5\n4,8,4.5\n";
        var rows = rows(List.of("event_id", "timestamp", "amount"), csv);

        var checked = new RowChecker(PURCHASES).check(rows, Map.of(1, "the constraint `c` is not met"));

        assertThat(checked.ok()).isEqualTo(2);
        assertThat(checked.total()).isEqualTo(4);
        assertThat(checked.row(1)).isEqualTo(4);
        assertThat(checked.bytes())
                .isEqualTo(new RowChecker(PURCHASES)
                        .check(rows(rows.header(), "1,5,1.5\n4,8,4.5\n"))
                        .bytes());
        assertThat(checked.rejects())
                .hasSize(2)
                .last()
                .isEqualTo(new Reject(
                        3,
                        4,
                        "3",
                        "",
                        "",
                        "STORE_REFUSED",
                        "",
                        "ClickHouse does not take the row: the constraint `c` is not met",
                        "3,7,3.5"));
    }

    @Test
    void longCellsAndRowsAreShortened() {
        var rejects = check(PURCHASES, List.of("event_id", "timestamp", "amount"), "1," + "ä".repeat(100_000) + ",1\n");

        assertThat(rejects.get(0).observed()).hasSize(513).endsWith("ä…");
        assertThat(rejects.get(0).message().length()).isLessThan(200);
        assertThat(rejects.get(0).original().getBytes(UTF_8).length).isBetween(65_000, 65_540);
    }

    @Test
    void namesThatEveryRowWouldRepeatAreShortened() {
        String long1 = "n".repeat(199) + "\ud83d\ude00" + "x".repeat(100_000);
        var values = IntStream.range(0, 1000).mapToObj(i -> "'v" + i + "'").collect(Collectors.joining(", "));
        var schema = Schema.parse("{\"kind\": \"Enum16(" + values + ")\"}");

        var rejects = check(schema, List.of("kind", long1), "none,1\n");

        assertThat(rejects.get(0).type())
                .startsWith("Enum16('v0', 'v1'")
                .hasSize(201)
                .endsWith("…");
        assertThat(rejects.get(1).column()).isEqualTo("n".repeat(199) + "…");
    }

    @Test
    void aRowWithMoreBadCellsThanAreToldSaysHowMany() {
        String schema = IntStream.range(0, 1000)
                .mapToObj(i -> "\"c" + i + "\": \"UInt8\"")
                .collect(Collectors.joining(",", "{", "}"));

        var rejects = check(Schema.parse(schema), List.of("c0"), "x\n");

        assertThat(rejects).hasSize(100);
        assertThat(rejects.get(99).message())
                .isEqualTo(
                        "The required column 'c99' is missing; so much for this row, of which 900 more cells do not fit");
    }

    @Test
    void aBlockOfBadRowsStaysSmall() {
        String schema = IntStream.range(0, 4000)
                .mapToObj(i -> "\"c" + i + "\": \"UInt8\"")
                .collect(Collectors.joining(",", "{", "}"));

        Checked checked = checked(Schema.parse(schema), List.of("c0"), "x\n".repeat(50_000));

        assertThat(checked.rejected()).isEqualTo(50_000);
        assertThat(checked.rejects()).hasSize(100_000 + 49_000);
        assertThat(checked.rejects().get(148_999).row()).isEqualTo(50_000);
    }

    @Test
    void aLimitIsANumberOfRowsOrAShare() {
        assertThat(RejectLimit.parse("5").isExceeded(5, 10, false)).isFalse();
        assertThat(RejectLimit.parse("5").isExceeded(6, 10, false)).isTrue();
        assertThat(RejectLimit.parse("0").isExceeded(1, 1, false)).isTrue();
        assertThat(RejectLimit.parse("1%").isExceeded(5, 10, false)).isFalse();
        assertThat(RejectLimit.parse("1%").isExceeded(5, 10, true)).isTrue();
        assertThat(RejectLimit.parse("1%").isExceeded(100, 10_000, false)).isFalse();
        assertThat(RejectLimit.parse("1%").isExceeded(101, 10_000, false)).isTrue();
        assertThat(RejectLimit.parse("0.5%")).hasToString("0.5%");
        for (String text : List.of("", "-1", "x", "101%", "1e3", "%", "1 %")) {
            assertThatThrownBy(() -> RejectLimit.parse(text)).hasMessageStartingWith("expected a number of rows");
        }
    }

    private static List<Reject> check(Schema schema, List<String> header, String rows) {
        return checked(schema, header, rows).rejects();
    }

    private static Checked checked(Schema schema, List<String> header, String rows) {
        return new RowChecker(schema).check(rows(header, rows));
    }

    private static Rows rows(List<String> header, String rows) {
        int count = (int) rows.chars().filter(c -> c == '\n').count();
        return new Rows(RowFormat.CSV, header, 1, 2, count, rows.getBytes(UTF_8), 0);
    }
}
