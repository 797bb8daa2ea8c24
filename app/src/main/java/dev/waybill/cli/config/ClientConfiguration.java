package dev.waybill.cli.config;

import dev.waybill.cli.log.LogTarget;
import dev.waybill.files.idle.IdlePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Kafka client of the files and the batch workload is to be given: from TOML as of all workloads, or from a file of OpenMSIStream's. */
public final class ClientConfiguration {
    /** Where upstream looks for files that are named without a folder. */
    private static final String UPSTREAM_FOLDER = "OPENMSISTREAM_CONFIG_FILE_DIR";

    private static final String GROUP = "group.id";

    private final Values values;
    private final Map<String, String> environment;
    private final Map<String, String> kafka;
    private final List<Problem> problems;

    private ClientConfiguration(Values values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
        this.problems = new ArrayList<>(values.problems());
        this.kafka = new HashMap<>(KafkaProperties.of(values, problems));
        if (isBuiltIn(GROUP)) {
            kafka.remove(GROUP); // that of another workload
        }
    }

    /**
     * Reads all sources.
     *
     * @param role {@code producer} or {@code consumer}: the section of upstream's file that counts besides {@code [broker]}
     */
    public static ClientConfiguration read(ConfigSources sources, String role) {
        Map<String, String> environment = sources.environment();
        Optional<Path> file = sources.file().map(named -> find(named, environment));
        FileEntries entries = FileEntries.NONE;
        if (file.isPresent()) {
            entries =
                    IniFile.isOne(file.get()) ? IniFile.read(file.get(), role, environment) : TomlFile.read(file.get());
        }
        return new ClientConfiguration(ConfigReader.read(sources, entries), environment);
    }

    /** Whether a file is of that form. */
    public static boolean isOfOpenMsiStream(Path file) {
        return IniFile.isOne(file);
    }

    private boolean isBuiltIn(String property) {
        var resolved = values.kafka().get(property);
        return resolved != null && resolved.origin() instanceof Origin.BuiltIn;
    }

    private static Path find(Path named, Map<String, String> environment) {
        String folder = environment.get(UPSTREAM_FOLDER);
        if (Files.exists(named) || folder == null) {
            return named;
        }
        for (String name : List.of(named.toString(), named + ".config")) {
            Path there = Path.of(folder).resolve(name);
            if (Files.isRegularFile(there)) {
                return there;
            }
        }
        return named;
    }

    /** Errors and warnings, in the order of reading. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public boolean isUsable() {
        return problems.stream().noneMatch(Problem::isError);
    }

    /** The first words of all settings that somebody gave a value, for example {@code batch}. */
    public Set<String> sectionsGiven() {
        return values.resolved().entrySet().stream()
                .filter(one -> !(one.getValue().origin() instanceof Origin.BuiltIn))
                .map(one -> one.getKey().replaceFirst("[.].*", ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many settings have a value. */
    public int size() {
        return values.resolved().size();
    }

    /** Client properties in the Java client's words. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    /** What becomes of files that stay incomplete. */
    public IdlePolicy idleFiles() {
        return values.get(FilesCatalog.IDLE);
    }

    /**
     * What holds for batches.
     *
     * @throws IllegalArgumentException if the seed's variables give no address
     */
    public BatchSettings batch() {
        return BatchSettings.of(values, environment);
    }

    /** Whether somebody said where brokers and ClickHouse are. */
    public boolean isBatchNamed() {
        boolean hasStore = environment.containsKey("CLICKHOUSE_HOST")
                || !(values.origin(BatchCatalog.CLICKHOUSE) instanceof Origin.BuiltIn);
        boolean hasBrokers = environment.containsKey("KAFKA_BOOTSTRAP") || !isBuiltIn("bootstrap.servers");
        return hasStore && hasBrokers;
    }

    /** What holds for HTTP doors. */
    public ServerSettings server() {
        return ServerSettings.of(values, environment);
    }

    /** What holds for traces. */
    public TelemetrySettings telemetry() {
        return TelemetrySettings.of(values);
    }

    public LogTarget log() {
        return new LogTarget(values.get(PidCatalog.LOG_LEVEL), values.find(PidCatalog.LOG_FILE));
    }

    /** What must never be printed. */
    public Collection<String> secrets() {
        List<String> secrets = new ArrayList<>(values.secrets());
        kafka.forEach((name, value) -> {
            if (KafkaSecrets.isSecret(name)) {
                secrets.add(value);
            }
        });
        return secrets;
    }
}
