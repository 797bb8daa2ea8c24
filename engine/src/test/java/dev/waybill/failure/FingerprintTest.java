package dev.waybill.failure;

import static dev.waybill.failure.FailureClass.BUG;
import static dev.waybill.failure.FailureClass.POISON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "data.n: expected 1 or more, got -17.5|data.n: expected # or more, got -#",
                "assets[3].size: expected a number, got \"4 kB\"|assets[#].size: expected a number, got #",
                "no file 'a b' in `dir`|no file # in #",
                "the record doesn't fit and isn't whole|the record doesn't fit and isn't whole",
                "https://host:8000/api/v1?q=x: HTTP 503|# HTTP 503",
                "refused with status code 409 after 3 attempts|refused with status code 409 after # attempts",
                "cannot read /data/CMIP6/tas.nc, gone|cannot read #, gone",
                "and/or|and/or",
                "item 0f8fad5b-d9cb-469f-a165-70867728950e is known|item # is known",
                "commit a1b2c3d4e5 and deadbeef and defaced|commit # and deadbeef and defaced",
                "payments-3@1234567 at 2026-02-03T04:05:06.789Z|payments-#@# at #-#-#T#Z",
                "got {\"a\": [1, 2], \"b\": null} instead|got # instead",
                "column user12 of CMIP6|column user# of CMIP#",
                "two   blanks\tand tabs|two blanks and tabs"
            })
    void variablePartsAreTakenOut(String reason, String expected) {
        assertThat(Fingerprint.normalised(reason)).isEqualTo(expected);
    }

    @Test
    void equalCausesHaveOneFingerprintAndItStaysTheSame() {
        String one = Fingerprint.of(POISON, "sink", "handle \"21.T1/a\": HTTP 409 after 3 s");
        String other = Fingerprint.of(POISON, "sink", "handle \"21.T1/b\": HTTP 409 after 12 s");

        assertThat(one).isEqualTo(other).isEqualTo("08e6aff9ea8c").matches("[0-9a-f]{12}");
    }

    @Test
    void classStepReasonAndStatusTellCausesApart() {
        assertThat(Fingerprint.of(POISON, "sink", "HTTP 409"))
                .isNotEqualTo(Fingerprint.of(BUG, "sink", "HTTP 409"))
                .isNotEqualTo(Fingerprint.of(POISON, "step 1", "HTTP 409"))
                .isNotEqualTo(Fingerprint.of(POISON, "sink", "HTTP 400"));
    }

    @Test
    void aReasonMadeToBeExpensiveIsNot() {
        String quotes = "\"".repeat(1_000_001);
        String slashes = "/a".repeat(500_000) + "!";
        String hex = "f".repeat(1_000_000);

        assertThat(Fingerprint.normalised(quotes + slashes)).hasSizeLessThan(2_049);
        assertThat(Fingerprint.normalised(slashes)).hasSizeLessThan(2_049);
        assertThat(Fingerprint.normalised(hex)).hasSizeLessThan(2_049);
        assertThat(Fingerprint.normalised("{".repeat(100_000) + "'a ".repeat(100_000)))
                .hasSizeLessThan(2_049);
    }
}
