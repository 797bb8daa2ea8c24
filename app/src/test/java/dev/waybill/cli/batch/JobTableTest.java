package dev.waybill.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seed document's table, character by character. */
class JobTableTest {
    @Test
    void aRowIsAsTheSeedPrintsIt() {
        var job = new JobView("abcd1234", "purchases", "SUCCESS", 2, 2, 0, 0, 2_999, OptionalLong.empty());

        assertThat(JobTable.row(job))
                .isEqualTo(
                        "abcd1234 purchases   SUCCESS               2       2       0 [#################] 100%   00:00        00:02");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PARTIAL_SUCCESS|3|1|2|''|[#####------------]  33%",
                "FAILED|2|0|2|''|[XXXXXXXXXXXXXXXXX]   0%",
                "CANCELLED|4|2|2|''|[########XXXXXXXXX]  50%",
                "PENDING|0|0|0|''|[-----------------]   0%",
                "SUCCESS|0|0|0|''|[-----------------]   0%",
                "FAILED|0|0|0|''|[-----------------]   0%",
                "RUNNING|1000|1000|0|4000|[####-------------]  25%",
                "RUNNING|1000|1000|0|''|[#################] 100%",
                "PARTIAL_SUCCESS|1000000|999999|1|''|[################-]  99%",
            })
    void theBarIsTheShareOfGoodRows(String state, long rows, long ok, long errors, String all, String expected) {
        var allRows = all.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(all));

        assertThat(JobTable.row(new JobView("abcd1234", "m", state, rows, ok, errors, 0, 0, allRows)))
                .contains(expected);
    }

    @Test
    void numbersHaveCommasAndMinutesGoOnBeyondAnHour() {
        var job = new JobView(
                "abcd1234",
                "purchases-2024",
                "RUNNING",
                1_234_567,
                1_234_566,
                1,
                61_000,
                6_000_000,
                OptionalLong.empty());

        assertThat(JobTable.row(job))
                .startsWith("abcd1234 purchase..  RUNNING         1,234,567 1,234,566       1 [")
                .endsWith("   01:01        100:00");
    }
}
