package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of each command, word by word, as the reference has it. {@code -Dgolden.update=true} writes its pages anew. */
final class HelpTest {
    static Stream<String> commands() {
        return names("", tree());
    }

    static Stream<CommandPage> pages() {
        return CommandPage.all();
    }

    @BeforeAll
    static void update() throws IOException {
        CommandPage.updateIfAsked();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theReferenceSaysWhatTheHelpSays(CommandPage page) throws IOException {
        assertThat(page.file()).hasContent(page.expected());
    }

    @Test
    void theReferenceHasNoPageForWhatIsNoCommand() throws IOException {
        try (var files = Files.list(Path.of("..", "docs", "reference", "commands"))) {
            assertThat(files.map(Path::normalize))
                    .containsExactlyInAnyOrderElementsOf(CommandPage.all()
                            .map(page -> page.file().normalize())
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsPrintedWithoutAnError(String command) {
        CommandRun run = CommandRun.of((command + " --help").trim().split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyPageEndsWithExamples(String command) {
        CommandRun run = CommandRun.of((command + " --help").trim().split(" "));

        assertThat(run.out()).contains("Examples:\n  waybill ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandKnowsTheVersion(String command) {
        CommandRun run = CommandRun.of((command + " --version").trim().split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("waybill \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void completionKnowsEveryCommand() {
        CommandRun run = CommandRun.of("completion");

        assertThat(run.out()).contains("_picocli_waybill_pid_config_show", "--ready-file");
    }

    @Test
    void groupsShowTheirHelpWhenNothingFollows() {
        CommandRun bare = CommandRun.of("pid");
        CommandRun asked = CommandRun.of("pid", "--help");

        assertThat(bare).isEqualTo(asked);
    }

    static CommandLine tree() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        return CommandTree.build(new Session(
                new Terminal(nowhere, nowhere, false, false, false, false, 100), Map.of(), Optional.empty()));
    }

    private static Stream<String> names(String prefix, CommandLine command) {
        return Stream.concat(
                Stream.of(prefix),
                command.getSubcommands().entrySet().stream()
                        .flatMap(e -> names(prefix + " " + e.getKey(), e.getValue())));
    }
}
