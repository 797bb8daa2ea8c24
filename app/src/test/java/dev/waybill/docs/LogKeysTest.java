package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dictionary of log keys names those that the sources use, and no others. */
final class LogKeysTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern USE = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void everyKeyIsInTheDictionaryAndEveryRowIsUsed() throws IOException {
        var used = new TreeSet<String>();
        for (String module : List.of("engine", "workloads", "app")) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> used.addAll(all(USE, file)));
            }
        }

        var documented = all(ROW, ROOT.resolve("docs/reference/log-keys.md"));

        assertThat(used).contains("pipeline", "error").isEqualTo(documented);
    }

    private static Set<String> all(Pattern pattern, Path file) {
        try {
            var found = new TreeSet<String>();
            var matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
