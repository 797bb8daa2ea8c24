package dev.waybill.cli.settings;

import dev.waybill.cli.config.ShownSetting;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config show}: the settings that hold, secrets masked. */
@Command(
        name = "show",
        description = "Show the settings that hold; secrets are masked.",
        footer = {
            "%nExamples:",
            "  waybill -c custom.toml config show --origin",
            "  waybill config show --key handle.server_url"
        })
final class ConfigShow implements Callable<Integer> {
    private final Session session;

    @Option(names = "--format", paramLabel = "FORMAT", description = "toml or json.")
    private ShowFormat format = ShowFormat.TOML;

    @Option(names = "--section", paramLabel = "TABLE", description = "Only this table, for example kafka.")
    private @Nullable String section;

    @Option(names = "--key", paramLabel = "KEY", description = "Only this setting, its value alone.")
    private @Nullable String key;

    @Option(names = "--origin", description = "Say for each setting where it comes from.")
    private boolean origin;

    ConfigShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<ShownSetting> all = session.pidConfiguration().shown();
        if (key == null) {
            format.print(inSection(all), origin, session.terminal().out());
        } else {
            printOne(inSection(all), key.replace("\"", ""));
        }
        return ExitCode.DONE.status();
    }

    private List<ShownSetting> inSection(List<ShownSetting> all) {
        if (section == null) {
            return all;
        }
        List<ShownSetting> chosen =
                all.stream().filter(s -> s.section().equals(section)).toList();
        if (chosen.isEmpty()) {
            String known = all.stream().map(ShownSetting::section).distinct().collect(Collectors.joining(", "));
            throw CommandException.at(ExitCode.NOT_FOUND, "--section", '"' + section + '"')
                    .expected("one of " + known);
        }
        return chosen;
    }

    private void printOne(List<ShownSetting> settings, String wanted) {
        for (ShownSetting setting : settings) {
            if (setting.key().equals(wanted)
                    || (section != null && setting.name().equals(wanted))) {
                Object value = setting.value();
                String text = value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : value.toString();
                session.terminal().out().println(origin ? text + "  # " + setting.origin() : text);
                return;
            }
        }
        throw CommandException.at(ExitCode.NOT_FOUND, "--key", '"' + wanted + '"')
                .expected("a setting that has a value")
                .next("waybill config explain   lists all of them");
    }
}
