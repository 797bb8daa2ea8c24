package dev.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "7B, 7", "10KB, 10240", "500mb, 524288000", "1GB, 1073741824", "2TB, 2199023255552"})
    void unitsArePowersOf1024(String text, long bytes) {
        assertThat(new ByteSize.Converter().convert(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7B", "10KB", "1025B", "500MB", "1GB", "2TB"})
    void aSizeIsShownAsItIsWritten(String text) {
        assertThat(ByteSize.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1 GB", "1.5GB", "1PB", "GB", "99999999999TB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new ByteSize.Converter().convert(text)).hasMessageContaining("\"" + text + "\"");
    }
}
