package dev.waybill.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell blocks of the tutorials, as {@link PageRun} types them: apart from {@link PagesIT} because both take long. */
final class TutorialsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static boolean isTutorial(String page) {
        return page.startsWith("docs/tutorials/");
    }

    static Stream<String> pages() throws IOException {
        return PageCommands.pagesToRun().filter(TutorialsIT::isTutorial);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageSays(String page) throws Exception {
        PageRun.typeAll(page, folder);
    }
}
