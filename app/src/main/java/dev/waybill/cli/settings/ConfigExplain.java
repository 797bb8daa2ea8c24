package dev.waybill.cli.settings;

import dev.waybill.cli.config.SettingReference;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config explain}: what settings there are, and what each may be. */
@Command(
        name = "explain",
        description = "Explain one setting, or list all of them with their defaults.",
        footer = {"%nExamples:", "  waybill config explain handle.timeout", "  waybill config explain -o json"})
final class ConfigExplain implements Callable<Integer> {
    private static final List<String> BRIEF = List.of("key", "default", "meaning");
    private static final List<String> FULL =
            List.of("key", "default", "expected", "variable", "older_spellings", "meaning");

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Else all.")
    private @Nullable String key;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    ConfigExplain(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<SettingReference> all = SettingReference.all();
        if (key == null) {
            print(all);
            return ExitCode.DONE.status();
        }
        String wanted = key.replace("\"", "");
        List<SettingReference> chosen = all.stream()
                .filter(s -> s.key().equals(wanted) || s.aliases().contains(wanted))
                .toList();
        if (chosen.isEmpty()) {
            throw CommandException.at(ExitCode.NOT_FOUND, "KEY", '"' + key + "\" is no setting")
                    .next("waybill config explain   lists all of them");
        }
        if (output == OutputFormat.TABLE) {
            tell(chosen.get(0));
        } else {
            print(chosen);
        }
        return ExitCode.DONE.status();
    }

    private void print(List<SettingReference> settings) {
        boolean brief = output == OutputFormat.TABLE;
        try (var rows = output.writer(brief ? BRIEF : FULL, session.terminal().out())) {
            for (SettingReference s : settings) {
                rows.row(
                        brief
                                ? List.of(s.key(), s.fallback(), s.meaning())
                                : List.of(s.key(), s.fallback(), s.expected(), s.variable(), s.aliases(), s.meaning()));
            }
        }
    }

    private void tell(SettingReference setting) {
        var out = session.terminal().out();
        out.println(setting.key() + "  " + setting.meaning());
        out.println("  expected   " + setting.expected());
        out.println("  default    " + (setting.fallback().isEmpty() ? "none" : setting.fallback()));
        out.println("  variable   " + setting.variable());
        if (!setting.aliases().isEmpty()) {
            out.println("  also       " + String.join(", ", setting.aliases()));
        }
    }
}
