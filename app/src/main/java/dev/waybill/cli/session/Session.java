package dev.waybill.cli.session;

import dev.waybill.cli.config.BatchSettings;
import dev.waybill.cli.config.ClientConfiguration;
import dev.waybill.cli.config.ConfigSources;
import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.config.Problem;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.config.TelemetrySettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.log.Logging;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.files.idle.IdlePolicy;
import dev.waybill.server.presence.PresenceFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one call of the command has at hand. Each command is given it by constructor.
 *
 * <p>Used by the thread that runs the command; {@link #redactor()} may be shared.
 */
public final class Session {
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Optional<Path> home;
    private final GlobalOptions options = new GlobalOptions();
    private final Redactor redactor = new Redactor();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private String settingsHash = "";

    /**
     * Starts with nothing loaded.
     *
     * @param home where this installation or checkout lies, if the launcher said so
     */
    public Session(Terminal terminal, Map<String, String> environment, Optional<Path> home) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    public Terminal terminal() {
        return terminal;
    }

    public GlobalOptions options() {
        return options;
    }

    public Redactor redactor() {
        return redactor;
    }

    public Optional<Path> home() {
        return home;
    }

    /** An environment variable that is no setting. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /** The environment variables whose names begin so. */
    public Map<String, String> variables(String prefix) {
        var found = new TreeMap<>(environment);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    /** Where the long-running commands of this user say that they run; absent where no home is known. */
    public Optional<PresenceFolder> runFolder() {
        return PresenceFolder.of(environment);
    }

    /** The names of all environment variables, sorted. */
    public SortedSet<String> variableNames() {
        return new TreeSet<>(environment.keySet());
    }

    /** From now on no value of a variable whose name says that it is a secret is shown, whoever reads that variable. */
    public void learnSecretsOfEnvironment() {
        redactor.learn(EnvironmentSecrets.of(environment));
    }

    /** Who runs this, for an audit: what a server was told that has it run, else the user of the system. */
    public String user() {
        return variable(LauncherVariables.ACTOR)
                .or(() -> variable("USER"))
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    /** The settings of the PID workload as found, with their problems. Starts no logging. */
    public PidConfiguration pidConfiguration() {
        var configuration = PidConfiguration.read(sources());
        redactor.learn(configuration.secrets());
        return configuration;
    }

    /** The settings to run with, and logging started. All problems are printed; an error ends the command. */
    public PidRun pidRun() {
        PidConfiguration configuration = pidConfiguration();
        report(configuration.problems());
        if (!configuration.isUsable()) {
            throw brokenConfiguration(configuration.problems());
        }
        startLogging(configuration.log());
        settingsHash = configuration.hash();
        return configuration.run();
    }

    /** Of the settings that {@link #pidRun} returned last; two processes with the same hash have the same settings. */
    public String settingsHash() {
        return settingsHash;
    }

    /**
     * Client properties for a program of the files or the batch workload, and logging started. All problems are printed; an error ends the
     * command.
     *
     * @param role {@code producer} or {@code consumer}
     */
    public Map<String, String> kafka(String role) {
        var configuration = clientConfiguration(role);
        report(configuration.problems());
        if (!configuration.isUsable()) {
            throw brokenConfiguration(configuration.problems());
        }
        startLogging(configuration.log());
        return configuration.kafka();
    }

    /**
     * The settings of the files and the batch workload as found, with their problems. Starts no logging.
     *
     * @param role {@code producer} or {@code consumer}
     */
    public ClientConfiguration clientConfiguration(String role) {
        var configuration = ClientConfiguration.read(sources(), role);
        redactor.learn(configuration.secrets());
        return configuration;
    }

    /** Whether the settings are a file of OpenMSIStream's, which says nothing of other workloads. */
    public boolean isOfOpenMsiStream() {
        return configFile().filter(ClientConfiguration::isOfOpenMsiStream).isPresent();
    }

    /** The same as they are set, unchecked and without starting logging: for what is opened later, if ever. */
    public Map<String, String> kafkaAsSet(String role) {
        var configuration = ClientConfiguration.read(sources(), role);
        redactor.learn(configuration.secrets());
        return configuration.kafka();
    }

    /** What the settings say becomes of files that stay incomplete; those were checked by {@link #kafka}. */
    public IdlePolicy idleFiles() {
        return ClientConfiguration.read(sources(), "consumer").idleFiles();
    }

    /** What the settings say of batches; those were checked by {@link #kafka}. */
    public BatchSettings batch() {
        try {
            return ClientConfiguration.read(sources(), "consumer").batch();
        } catch (IllegalArgumentException e) {
            String given = variable("CLICKHOUSE_HOST").orElse("") + ":"
                    + variable("CLICKHOUSE_PORT").orElse("");
            throw CommandException.at(
                            ExitCode.CONFIGURATION, "CLICKHOUSE_HOST, CLICKHOUSE_PORT", "got \"" + given + '"')
                    .expected("the name of a host, and a port from 1 to 65535");
        }
    }

    /** Whether somebody said where brokers and ClickHouse are. */
    public boolean isBatchNamed() {
        return ClientConfiguration.read(sources(), "consumer").isBatchNamed();
    }

    /** What the settings say of HTTP doors. All problems are printed; an error ends the command. */
    public ServerSettings server() {
        return checked().server();
    }

    /** What the settings say of traces. All problems are printed; an error ends the command. */
    public TelemetrySettings telemetry() {
        return checked().telemetry();
    }

    private ClientConfiguration checked() {
        var configuration = ClientConfiguration.read(sources(), "consumer");
        redactor.learn(configuration.secrets());
        report(configuration.problems());
        if (!configuration.isUsable()) {
            throw brokenConfiguration(configuration.problems());
        }
        return configuration;
    }

    /** Whether any setting was given: by a file, a flag or a variable. */
    public boolean isConfigured() {
        return sources().areGiven();
    }

    /** Logs as the flags and the settings say; flags win. */
    public void startLogging(LogTarget configured) {
        LogLevel level = options.debug() ? LogLevel.DEBUG : configured.level();
        Optional<Path> file = options.logFile().or(configured::file);
        Logging.start(new LogTarget(level, file), terminal.err(), redactor::redact);
    }

    /** What ends a command whose settings have errors. */
    public CommandException brokenConfiguration(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        String where = configFile().map(Path::toString).orElse("settings");
        return CommandException.at(
                        ExitCode.CONFIGURATION,
                        where,
                        errors + (errors == 1 ? " problem" : " problems") + ", see above")
                .next("waybill config explain KEY   says what a setting may be");
    }

    private void report(List<Problem> problems) {
        for (Problem problem : problems) {
            String line = redactor.redact((problem.isError() ? "error: " : "warning: ") + problem.line());
            if (said.add(line)) {
                terminal.err().println(line);
            }
        }
    }

    private ConfigSources sources() {
        return new ConfigSources(options.set(), environment, configFile());
    }

    /** The file of settings that was asked for. */
    public Optional<Path> configFile() {
        return options.config()
                .or(() -> Optional.ofNullable(environment.get(LauncherVariables.CONFIG))
                        .filter(text -> !text.isBlank())
                        .map(Path::of));
    }
}
