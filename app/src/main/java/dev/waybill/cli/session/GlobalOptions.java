package dev.waybill.cli.session;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options every command takes, before or after its name. Filled by the parser, once. */
public final class GlobalOptions {
    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Settings in TOML. Also WAYBILL_CONFIG.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over variables and file.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = {"-l", "--logfile", "--log"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Log to this file instead of standard error.")
    private @Nullable Path logFile;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Log more; show stack traces.")
    private boolean debug;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more about what is done.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            scope = ScopeType.INHERIT,
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // the parser acts on it
    private boolean version;

    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    public Map<String, String> set() {
        return Map.copyOf(set);
    }

    public Optional<Path> logFile() {
        return Optional.ofNullable(logFile);
    }

    public boolean debug() {
        return debug;
    }

    public boolean verbose() {
        return verbose;
    }
}
