package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of docs/streams/testing.md is {@link LedgerExampleTest}, word for word: it compiles and does what it says. */
final class TestingGuideTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = root();

    @Test
    void theExampleIsTheTestThatRuns() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/streams/testing.md"));
        String test = Files.readString(ROOT.resolve("engine/src/test/java/dev/waybill/testkit/LedgerExampleTest.java"));

        var blocks = JAVA_BLOCK
                .matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();

        assertThat(blocks).containsExactly(test.substring(test.indexOf("import ")));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/picture.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run this test inside a checkout: docs/picture.md is in no folder above");
        }
        return folder;
    }
}
