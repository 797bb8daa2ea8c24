package dev.waybill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.store.RejectedRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedCsvTest {
    @Test
    void aLineIsAsTheSeedPrintsIt() {
        var cell = new RejectedRow(
                1,
                2,
                "1001abcd",
                "timestamp",
                "TIMESTAMP",
                "MISSING_COLUMN",
                "",
                "The required column 'timestamp' is missing",
                "1001abcd,,1");

        assertThat(RejectedCsv.line(cell))
                .isEqualTo(
                        "1,1001abcd,timestamp,TIMESTAMP,MISSING_COLUMN,,\"The required column 'timestamp' is missing\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1|'=1+1",
                "+1|'+1",
                "-1|'-1",
                "@x|'@x",
                "a=1|a=1",
                "a,b|\"a,b\"",
                "a\"b|\"a\"\"b\"",
                "=\"x,y\"|\"'=\"\"x,y\"\"\"",
            })
    void noCellIsTakenForAFormula(String observed, String expected) {
        var cell = new RejectedRow(1, 2, "", "c", "String", "X", observed, "m", "");

        assertThat(RejectedCsv.line(cell)).isEqualTo("1,,c,String,X," + expected + ",\"m\"\n");
    }

    @Test
    void aLineEndStaysInItsCell() {
        var cell = new RejectedRow(1, 2, "\r\n\t", "c", "String", "X", "a\nb", "-m", "");

        assertThat(RejectedCsv.line(cell)).isEqualTo("1,\"'\r\n\t\",c,String,X,\"a\nb\",\"'-m\"\n");
    }
}
