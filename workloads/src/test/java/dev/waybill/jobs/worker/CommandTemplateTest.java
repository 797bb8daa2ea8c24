package dev.waybill.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTemplateTest {
    private static final Map<String, String> VALUES = Map.of("src", "s3://a b/$1;rm -rf \\x", "dst", "{src}");

    @Test
    void aPathStaysInItsWordWhateverItHolds() {
        var template = new CommandTemplate(List.of("convert", "--in={src}", "{dst}", "{print $1}", "{other}"));

        assertThat(template.words(VALUES))
                .containsExactly("convert", "--in=s3://a b/$1;rm -rf \\x", "{src}", "{print $1}", "{other}");
    }

    @Test
    void noCommandIsRefused() {
        assertThatThrownBy(() -> new CommandTemplate(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a command, got none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/{nmae}", "{dst}"})
    void aPathThatWouldBeTheSameForAllJobsIsRefused(String dst) {
        var template = new CommandTemplate(List.of("true", "{print}"));

        assertThatThrownBy(() -> new CommandPlan(template, Optional.of(dst), false, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("dst: expected places of [src, name, ")
                .hasMessageContaining(dst.substring(dst.indexOf('{')));
    }

    @ParameterizedTest
    @CsvSource({"0, FINISHED", "77, SKIPPED", "65, GIVE_UP", "75, TRY_AGAIN", "1, TRY_AGAIN", "137, TRY_AGAIN"})
    void anExitStatusHasOneMeaning(int status, ExitMeaning meaning) {
        assertThat(ExitMeaning.of(status)).isEqualTo(meaning);
    }
}
