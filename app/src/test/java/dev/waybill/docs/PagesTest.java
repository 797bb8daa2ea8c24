package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents as a whole: commands there are, links that lead somewhere, and no command that nobody runs without a reason. */
final class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]+)(#[^)]*)?\\)");
    private static final Pattern SYNOPSIS = Pattern.compile("[\\[|…]|\\bJOB\\.\\.\\.");

    /** Pages with commands that {@link PagesIT} does not run, and why. */
    private static final Map<String, String> ONLY_SHOWN = Map.ofEntries(
            Map.entry("README.md", "the stories: DemoIT runs them"),
            Map.entry("docs/batch/clickhouse.md", "178 MB are fetched: ChdbFlowIT"),
            Map.entry("docs/batch/files.md", "files of the reader's: BatchCheckIT"),
            Map.entry("docs/batch/operate.md", "needs a defect of ours: ParkedBlocksIT"),
            Map.entry("docs/files/girder.md", "address, key and folder of the reader's: GirderSeedIT"),
            Map.entry("docs/files/reassembly.md", "another way to write a line that is run"),
            Map.entry("docs/how-to/kubernetes.md", "secrets of the reader's: TokenCommandsTest"),
            Map.entry("docs/how-to/upgrade.md", "changes a machine"),
            Map.entry("docs/install.md", "changes a machine: DistributionIT unpacks the archive"),
            Map.entry("docs/jobs/operate.md", "forms of commands: JobsCommandsIT"),
            Map.entry("docs/jobs/rest.md", "a form: JobsApiIT"),
            Map.entry("docs/migrate/dap-lite.md", "needs a DAP-Lite: AdoptIT"),
            Map.entry("docs/operate/kafka-security.md", "brokers and passwords of the reader's: KafkaSecurityIT"),
            Map.entry("docs/operate/secrets.md", "secrets of the reader's: SecretFilesTest"),
            Map.entry("docs/operate/security.md", "tokens of the reader's: TokenCommandsTest"),
            Map.entry("docs/tutorials/batch.md", "hosts of the reader's"),
            Map.entry("docs/tutorials/jobs.md", "a database of the reader's"),
            Map.entry("examples/jobs/README.md", "JobsExamplesIT"),
            Map.entry("examples/streams/README.md", "StreamsExampleIT"));

    static Stream<String> pages() throws IOException {
        return Pages.all().stream();
    }

    @Test
    void aCommandThatNoTestRunsIsOnAPageThatSaysWhy() throws IOException {
        Set<String> pages = Pages.all().stream()
                .filter(page -> !PageCommands.onlyShown(page).isEmpty())
                .filter(page -> !page.startsWith("docs/reference/commands/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(pages).isEqualTo(new TreeSet<>(ONLY_SHOWN.keySet()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfOursIsOne(String page) {
        var lines = Stream.concat(
                        PageCommands.onlyShown(page).stream(),
                        PageCommands.toRun(page).stream().map(PageCommands::withoutComment))
                .filter(PageCommands::isOurs)
                .filter(line -> !SYNOPSIS.matcher(line).find())
                .toList();

        for (String line : lines) {
            List<String> words = PageCommands.words(line);
            assertThatCode(() -> CommandRun.parse(words))
                    .as("%s: %s", page, line)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(String page) {
        Path folder = Checkout.root().resolve(page).resolveSibling("");

        LINK.matcher(Pages.text(page).replaceAll("(?s)```\\w+\\n.*?```", ""))
                .results()
                .forEach(link -> assertThat(Files.exists(folder.resolve(link.group(1))))
                        .as("%s: %s", page, link.group())
                        .isTrue());
    }

    @Test
    void everyPageIsReachedFromTheIndex() throws IOException {
        var reached = new TreeSet<Path>();
        follow(Checkout.root().resolve("README.md"), reached);

        assertThat(reached)
                .containsAll(Pages.all().stream()
                        .filter(page -> page.startsWith("docs/") && !page.startsWith("docs/decisions/"))
                        .filter(page -> !page.startsWith("docs/reference/commands/"))
                        .map(page -> Checkout.root().resolve(page).normalize())
                        .toList());
    }

    private static void follow(Path page, Set<Path> reached) throws IOException {
        if (!Files.isRegularFile(page) || !page.toString().endsWith(".md") || !reached.add(page)) {
            return;
        }
        for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
            follow(page.resolveSibling(link.group(1)).normalize(), reached);
        }
    }
}
