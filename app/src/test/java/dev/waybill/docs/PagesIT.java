package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell blocks of every page, line by line as a newcomer types them, in a folder that looks like a checkout. */
final class PagesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<String> pages() throws IOException {
        return Pages.all().stream().filter(page -> !PageCommands.toRun(page).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageSays(String page) throws Exception {
        List<String> lines = PageCommands.toRun(page);
        assertThat(lines).as(page).hasSizeGreaterThan(1);

        try (var run = new PageRun(folder)) {
            for (String line : lines) {
                run.type(line);
            }
        }
    }
}
