package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.Cube;
import dev.waybill.jobs.processor.JobOrder;
import dev.waybill.local.postgres.IndexForm;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a document: its time, its tile, and so the order of jobs. */
@Timeout(600)
final class DocumentIT {
    @Test
    void aDocumentThatSaysNonsenseOfItsTimeStopsNobody() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            List<String> documents = List.of(
                    "{\"properties\": {\"datetime\": \"2024-02-31T25:61:00Z\"}}",
                    "{\"properties\": {\"datetime\": \"2024-02-31T00:00:00Z\"}}",
                    "{\"properties\": {\"datetime\": \"soon\", \"created\": 7}}",
                    "{\"properties\": {\"datetime\": \"2024-05-06T01:00:00.5+02:00\"}}",
                    "{\"properties\": {\"datetime\": \"2024-05-06\"}}",
                    "{\"properties\": [1, 2]}",
                    "[1, 2]",
                    "\"text\"",
                    "{\"extent\": {\"center_dt\": \"2019-05-06 07:08:09\"}}");
            for (int i = 0; i < documents.size(); i++) {
                cube.add(i, "l1c", "//bucket/" + i);
                cube.index("UPDATE agdc.dataset SET metadata = '" + documents.get(i) + "' WHERE id = " + Cube.id(i));
            }
            cube.add(9, "l1c", "//bucket/9_S2B_MSIL1C_20230405T060708_T33VWJ_x");
            cube.index("UPDATE agdc.dataset SET metadata = '{}' WHERE id = " + Cube.id(9));

            new Discover(cube.database).pass(cube.create(cube.definition()));

            assertThat(cube.jobs("right(split_part(uri, '_', 1), 1) || '=', acquired AT TIME ZONE 'UTC', tile"))
                    .containsExactly(
                            "0=",
                            "1= 2024-03-02 00:00:00",
                            "2=",
                            "3= 2024-05-05 23:00:00",
                            "4= 2024-05-06 00:00:00",
                            "5=",
                            "6=",
                            "7=",
                            "8= 2019-05-06 07:08:09",
                            "9= 2023-04-05 06:07:08 33VWJ");
        }
    }

    @Test
    void aTimeIsReadByItsFormAndWhatIsNoneIsNone() throws Exception {
        var times = new TreeMap<String, String>();
        times.put("2024-05-06T07:08:09Z", "2024-05-06 07:08:09");
        times.put("2024-05-06T07:08:09.987654Z", "2024-05-06 07:08:09");
        times.put("2024-05-06 07:08:09", "2024-05-06 07:08:09");
        times.put("2024-05-06T07:08:09-02:30", "2024-05-06 09:38:09");
        times.put("2024-05-06T07:08:09.5+15:59", "2024-05-05 15:09:09");
        times.put("2024-05-06T07:08:09+16:00", "2024-05-06 07:08:09");
        times.put("1000-01-01", "1000-01-01 00:00:00");
        times.put("2999-12-31T23:59:59Z", "2999-12-31 23:59:59");
        times.put("2023-02-29T00:00:00Z", "2023-03-01 00:00:00");
        for (String none : List.of(
                "0999-01-01",
                "3000-01-01",
                "2024-00-10",
                "2024-13-10",
                "2024-01-32",
                "2024-01-01T24:00:00",
                "2024-01-01T00:60:00",
                "2024-01-01T00:00:60",
                "2024-01-01T00:00",
                "2024-01-01Z",
                "2024/01/01",
                "2024-1-001T00:00:00",
                "20-4-01-01T00:00:00",
                "2024-+1-01T00:00:00",
                "2024- 1-01T 0: 0: 0",
                "２０２４-01-01T00:00:00")) {
            times.put(none, "");
        }
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            int number = 0;
            for (String text : times.keySet()) {
                cube.add(number, "l1c", "//bucket/" + text);
                cube.change(number++, "{\"properties\": {\"datetime\": \"" + text + "\"}}");
            }

            new Discover(cube.database).pass(cube.create(cube.definition()));

            var read = new TreeMap<String, String>();
            for (String each : cube.jobs("substr(uri, 13), '=', acquired AT TIME ZONE 'UTC'")) {
                String[] parts = each.split(" = ?", 2);
                read.put(parts[0], parts[1]);
            }
            assertThat(read).isEqualTo(times);
        }
    }

    @ParameterizedTest
    @CsvSource({"OLDEST, a1 b2 a3 b4 -5", "NEWEST, b4 a3 b2 a1 -5", "TILE, a3 a1 b4 b2 -5"})
    void theOrderIsComputedOnce(JobOrder order, String expected) throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            for (String source : List.of("b4", "a1", "-5", "b2", "a3")) {
                int number = Integer.parseInt(source.substring(1));
                cube.add(number, "l1c", "//bucket/" + source);
                String document = source.startsWith("-")
                        ? "{\"properties\": {}}"
                        : "{\"properties\": {\"datetime\": \"2024-01-0" + number
                                + "T00:00:00Z\", \"odc:region_code\": \"" + source.charAt(0) + "\"}}";
                cube.change(number, document);
            }

            new Discover(cube.database)
                    .pass(cube.create(cube.definition().withOrder(order).withPriority(7)));

            assertThat(
                            cube.text(
                                    "SELECT string_agg(right(uri, 2), ' ' ORDER BY priority DESC, sort_key, id) FROM bnp.sourced_job"))
                    .isEqualTo(expected);
            assertThat(cube.text("SELECT DISTINCT priority FROM bnp.job")).isEqualTo("7");
        }
    }
}
