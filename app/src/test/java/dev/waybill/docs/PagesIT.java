package dev.waybill.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell blocks of every page but the tutorials, as {@link PageRun} types them. */
final class PagesIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<String> pages() throws IOException {
        return PageCommands.pagesToRun().filter(page -> !TutorialsIT.isTutorial(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageSays(String page) throws Exception {
        PageRun.typeAll(page, folder);
    }
}
