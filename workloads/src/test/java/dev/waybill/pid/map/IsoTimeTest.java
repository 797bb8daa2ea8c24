package dev.waybill.pid.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 2024-01-01T00:00:00+00:00",
        "2019-01-19 00:00:00, 2019-01-19T00:00:00",
        "2025-08-05T11:35:48.537252, 2025-08-05T11:35:48.537252",
        "2025-08-05T11:35:48.5Z, 2025-08-05T11:35:48.500000+00:00",
        "2025-08-05T11:35:48.123456789, 2025-08-05T11:35:48.123456",
        "2025-08-05T11:35:48.000Z, 2025-08-05T11:35:48+00:00",
        "2025-08-05T11:35+0200, 2025-08-05T11:35:00+02:00",
        "2025-08-05T11:35:00-03, 2025-08-05T11:35:00-03:00",
        "2025-08-05, 2025-08-05T00:00:00"
    })
    void writesEveryFormAlike(String text, String written) {
        assertThat(IsoTime.of(text)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2025-13-01T00:00:00Z", "2025-02-30", "2025-08-05T24:61:00", "20250805", "1.5"})
    void refusesWhatIsNoDate(String text) {
        assertThat(IsoTime.of(text)).isEmpty();
    }
}
