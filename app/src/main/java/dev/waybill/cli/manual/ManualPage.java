package dev.waybill.cli.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One command as {@code man} shows it, in the language of troff's macros. */
final class ManualPage {
    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    ManualPage(CommandSpec command) {
        this.command = command;
    }

    /** The words of the command with dashes between them. */
    String name() {
        return command.qualifiedName("-");
    }

    String text() {
        List<String> description = lines(command.usageMessage().description());
        text.append(".TH \"").append(name().toUpperCase(Locale.ROOT)).append("\" \"1\" \"\" \"Waybill\" \"Waybill\"\n");
        section("NAME");
        line(name() + " \\- " + escaped(description.isEmpty() ? name() : description.get(0)));
        section("SYNOPSIS");
        verbatim(new Help(command, Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .lines()
                .toList());
        section("DESCRIPTION");
        description.forEach(this::paragraph);
        arguments();
        commands();
        footer(lines(command.usageMessage().footer()));
        related();
        return text.toString();
    }

    private void arguments() {
        var shown = Stream.<ArgSpec>concat(command.positionalParameters().stream(), command.options().stream())
                .filter(argument -> !argument.hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("OPTIONS");
            shown.forEach(argument -> item(label(argument), String.join(" ", lines(argument.description()))));
        }
    }

    private static String label(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        String names = String.join(", ", ((OptionSpec) argument).names());
        boolean isFlag = argument.arity().max() == 0;
        boolean isOptional = argument.arity().min() == 0;
        String value = isOptional ? "[=" + argument.paramLabel() + "]" : "=" + argument.paramLabel();
        return isFlag ? names : names + value;
    }

    private void commands() {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands().values().stream()
                    .map(below -> below.getCommandSpec())
                    .forEach(below -> item(
                            below.qualifiedName("-") + "(1)",
                            lines(below.usageMessage().description()).stream()
                                    .findFirst()
                                    .orElse("")));
        }
    }

    /** A line that ends with a colon begins a section of its own. */
    private void footer(List<String> lines) {
        for (String line : lines) {
            if (line.endsWith(":") && !line.startsWith(" ")) {
                section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
            } else if (!line.isBlank()) {
                verbatim(List.of(line.strip()));
            }
        }
    }

    private void related() {
        var parent = command.parent();
        if (parent != null) {
            section("SEE ALSO");
            line(".BR " + parent.qualifiedName("-") + " (1)");
        }
    }

    private static List<String> lines(String[] texts) {
        return Arrays.stream(texts)
                .flatMap(each -> each.replace("%n", "\n").replace("%%", "%").lines())
                .filter(each -> !each.isBlank())
                .collect(Collectors.toList());
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void paragraph(String words) {
        line(".PP");
        line(escaped(words));
    }

    private void item(String term, String words) {
        line(".TP");
        line("\\fB" + escaped(term) + "\\fR");
        line(escaped(words));
    }

    private void verbatim(List<String> lines) {
        line(".nf");
        lines.forEach(each -> line(escaped(each)));
        line(".fi");
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    /** A dash is a dash when it is copied, and no text is taken for a macro. */
    private static String escaped(String words) {
        String safe = words.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
