package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pages of the reference that are made of what the programs themselves know. {@code -Dgolden.update=true} writes them anew. */
final class ReferencePagesTest {
    private static final String MADE = "This page is written by `ReferencePagesTest` with `-Dgolden.update=true`.\n";

    private record Page(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Page> pages() throws IOException {
        return Stream.of(
                new Page("settings", settings()), new Page("exit-codes", exitCodes()), new Page("rest", rest()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageSaysWhatTheProgramKnows(Page page) throws IOException {
        var file = Checkout.root().resolve("docs/reference/" + page.name() + ".md");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page.text());
        }

        assertThat(file).hasContent(page.text());
    }

    private static String settings() {
        var page = new StringBuilder("# Settings\n\n");
        page.append(
                        "What is said first holds: a flag (`--set KEY=VALUE` sets any), the variable, the file (`-c FILE`),")
                .append(" the default.\n`waybill pid config show --origin` says which held. ")
                .append("Secrets may stand in a file that the variable with `_FILE` behind it names.\n")
                .append(MADE)
                .append("\n| key | default | expected | meaning; the variable |\n|---|---|---|---|\n");
        for (JsonNode setting : JsonMapper.shared()
                .readTree(
                        CommandRun.of("pid", "config", "explain", "-o", "json").out())) {
            String byDefault = setting.path("default").asString();
            page.append("| `").append(setting.path("key").asString()).append("` | ");
            page.append(byDefault.isEmpty() ? "none" : "`" + byDefault + "`").append(" | ");
            page.append(cell(setting.path("expected").asString())).append(" | ");
            page.append(cell(setting.path("meaning").asString())).append(" `");
            page.append(setting.path("variable").asString()).append("` |\n");
        }
        return page.toString();
    }

    private static String exitCodes() {
        var page = new StringBuilder("# Exit codes\n\n");
        page.append("The same for every command; one that is not listed counts as a failure. The word stands at the")
                .append(" beginning of the error line: `error: not-found  …`.\n")
                .append(MADE)
                .append("\n| status | word | meaning |\n|---|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            page.append("| ")
                    .append(code.status())
                    .append(" | `")
                    .append(code.word())
                    .append("` | ");
            page.append(code.meaning()).append(" |\n");
        }
        return page.toString();
    }

    private static String rest() throws IOException {
        var page = new StringBuilder("# HTTP interfaces\n\n");
        page.append("Every field of a request and of an answer is at `/openapi.json` of the running service.\n")
                .append(MADE);
        try (var files = Files.walk(Checkout.root().resolve("app/src/main/resources/dev/waybill/server"))) {
            for (var file :
                    files.filter(each -> each.endsWith("openapi.json")).sorted().toList()) {
                append(page, JsonMapper.shared().readTree(Files.readString(file)));
            }
        }
        return page.toString();
    }

    private static void append(StringBuilder page, JsonNode described) {
        page.append("\n## ")
                .append(described.path("info").path("title").asString())
                .append("\n\n");
        page.append(described.path("info").path("description").asString());
        page.append("\n\n| request | what | asks | answers |\n|---|---|---|---|\n");
        described
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation -> page.append(row(path.getKey(), operation))));
    }

    private static String row(String path, Map.Entry<String, JsonNode> operation) {
        var asked = new StringJoiner(", ");
        operation
                .getValue()
                .path("parameters")
                .forEach(each -> asked.add("`" + each.path("name").asString() + "`"));
        var answers = String.join(", ", operation.getValue().path("responses").propertyNames());
        return "| `" + operation.getKey().toUpperCase(Locale.ROOT) + " " + path + "` | "
                + operation.getValue().path("summary").asString() + " | " + asked + " | " + answers + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
