package dev.waybill.cli.settings;

import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config path}: which files count. */
@Command(
        name = "path",
        description =
                "Say which file of settings is read, and where this user's long-running commands say that they run.",
        footer = {"%nExamples:", "  waybill config path", "  waybill config path -c custom.toml -o json"})
final class ConfigPath implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("what", "path", "origin");

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    ConfigPath(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (var rows = output.writer(COLUMNS, session.terminal().out())) {
            String origin = session.options().config().isPresent()
                    ? "flag --config"
                    : session.configFile().isPresent() ? "environment " + LauncherVariables.CONFIG : "default";
            rows.row(List.of(
                    "settings", session.configFile().map(ConfigPath::whole).orElse(""), origin));
            session.runFolder()
                    .ifPresent(folder -> rows.row(List.of(
                            "running commands",
                            whole(folder.path()),
                            session.variable("WAYBILL_RUN_DIR").isPresent()
                                    ? "environment WAYBILL_RUN_DIR"
                                    : "default")));
        }
        return ExitCode.DONE.status();
    }

    private static String whole(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
