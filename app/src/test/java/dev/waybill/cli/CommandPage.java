package dev.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The page of the reference about one word after {@code waybill}, and all below it.
 *
 * @param word empty: the page about {@code waybill} itself
 */
record CommandPage(String word) {
    private static final Path FOLDER = Path.of("..", "docs", "reference", "commands");

    /** The first words of all commands. */
    static Stream<CommandPage> all() {
        return Stream.concat(Stream.of(""), HelpTest.tree().getSubcommands().keySet().stream())
                .map(CommandPage::new);
    }

    /** Writes the pages of all commands anew where that is asked for. */
    static void updateIfAsked() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            for (CommandPage page : all().toList()) {
                Files.writeString(page.file(), page.expected());
            }
        }
    }

    Path file() {
        return FOLDER.resolve((word.isEmpty() ? "waybill" : word) + ".md");
    }

    /** What it has to say. */
    String expected() {
        var page = new StringBuilder("# " + ("waybill " + word).strip() + "\n");
        page.append("\nAs `--help` prints it. This page is written by `HelpTest` with `-Dgolden.update=true`.\n");
        var command = HelpTest.tree();
        append(
                page,
                word.isEmpty() ? "" : " " + word,
                word.isEmpty() ? null : command.getSubcommands().get(word));
        return page.toString();
    }

    private static void append(StringBuilder page, String words, @Nullable CommandLine below) {
        page.append("\n## waybill").append(words).append("\n\n```text\n");
        page.append(CommandRun.of((words + " --help").strip().split(" ")).out()).append("```\n");
        if (below != null) {
            below.getSubcommands().forEach((name, command) -> append(page, words + " " + name, command));
        }
    }
}
