package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class DemoCommandTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void everyStoryIsTold() throws Exception {
        var demo = new DemoCommand(List.of(story("pid", ExitCode.DONE), story("streams", ExitCode.DONE)));

        assertThat(demo.call()).isZero();
        assertThat(told).containsExactly("pid", "streams");
    }

    @Test
    void aStoryThatDoesNotEndWellIsTheLastAndDecides() throws Exception {
        var first = new DemoCommand(List.of(story("pid", ExitCode.INTERRUPTED), story("streams", ExitCode.DONE)));
        var second = new DemoCommand(List.of(story("pid", ExitCode.DONE), story("streams", ExitCode.PARTIAL)));

        assertThat(first.call()).isEqualTo(130);
        assertThat(second.call()).isEqualTo(3);
        assertThat(told).containsExactly("pid", "pid", "streams");
    }

    @Test
    void aStoryThatFailsIsTheLast() {
        var failed = CommandException.at(ExitCode.FAILED, "demo pid", "2 differences");
        var demo = new DemoCommand(List.of(
                () -> {
                    throw failed;
                },
                story("streams", ExitCode.DONE)));

        assertThatThrownBy(demo::call).isSameAs(failed);
        assertThat(told).isEmpty();
    }

    private Callable<Integer> story(String name, ExitCode end) {
        return () -> {
            told.add(name);
            return end.status();
        };
    }
}
