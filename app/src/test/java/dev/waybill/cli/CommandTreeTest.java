package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandTreeTest {
    private final Map<String, CommandLine> all = HelpTest.tree().getSubcommands();

    @Test
    void aBranchAloneIsWhatItIsAmongTheOthers() {
        all.keySet().stream().filter(word -> !word.equals("completion")).forEach(word -> {
            var alone = treeFor(word, "--help").getSubcommands();
            assertThat(alone).containsOnlyKeys(word);
            assertThat(described(requireNonNull(alone.get(word)))).isEqualTo(described(requireNonNull(all.get(word))));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "completion", "--help", "--debug", "@words", "nonsense"})
    void whateverBeginsWithNoBranchOrCompletesThemKnowsAll(String first) {
        assertThat(treeFor(first, "pid").getSubcommands().keySet()).containsExactlyElementsOf(all.keySet());
    }

    @Test
    void withoutArgumentsAllAreKnown() {
        assertThat(treeFor().getSubcommands().keySet())
                .contains("pid", "completion")
                .containsExactlyElementsOf(all.keySet());
    }

    private static String described(CommandLine command) {
        var text = new StringBuilder(command.getUsageMessage());
        command.getSubcommands().values().forEach(below -> text.append(described(below)));
        return text.toString();
    }

    private static CommandLine treeFor(String... arguments) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        var terminal = new Terminal(nowhere, nowhere, false, false, false, false, 100);
        return CommandTree.buildFor(new Session(terminal, Map.of(), Optional.empty()), arguments);
    }
}
