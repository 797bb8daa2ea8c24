package dev.waybill.cli.config;

import dev.waybill.cli.log.LogTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings of the PID workload as they were found, good or bad. */
public final class PidConfiguration {
    private final Values values;
    private final Map<String, String> kafka;
    private final List<Problem> problems;

    private PidConfiguration(Values values) {
        this.values = values;
        this.problems = new ArrayList<>(values.problems());
        this.kafka = KafkaProperties.of(values, problems);
        CrossChecks.run(values, problems);
    }

    /** Reads all sources. Throws only where a file that was asked for does not exist or cannot be read. */
    public static PidConfiguration read(ConfigSources sources) {
        return new PidConfiguration(ConfigReader.read(sources));
    }

    /** Errors and warnings, in the order of reading. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public boolean isUsable() {
        return problems.stream().noneMatch(Problem::isError);
    }

    /** What to run with. Only for a usable configuration. */
    public PidRun run() {
        if (!isUsable()) {
            throw new IllegalStateException("the configuration has errors");
        }
        return PidAssembly.run(values, kafka);
    }

    public LogTarget log() {
        return new LogTarget(values.get(PidCatalog.LOG_LEVEL), values.find(PidCatalog.LOG_FILE));
    }

    /** Every setting that has a value, sorted by section. */
    public List<ShownSetting> shown() {
        Map<String, ShownSetting> sorted = new TreeMap<>();
        values.resolved().forEach((key, value) -> {
            int cut = key.startsWith("kafka.") ? "kafka".length() : key.lastIndexOf('.');
            sorted.put(
                    key,
                    new ShownSetting(
                            key.substring(0, cut),
                            key.substring(cut + 1),
                            value.shown(),
                            value.origin().toString()));
        });
        return List.copyOf(sorted.values());
    }

    /** The same for two processes with the same values, wherever these came from; secrets apart. */
    public String hash() {
        return SettingsHash.of(shown());
    }

    /** A warning for each Kafka property that is not among the {@code known} ones. */
    public List<Problem> unknownClientProperties(Set<String> known) {
        List<Problem> unknown = new ArrayList<>();
        values.kafka().forEach((name, written) -> {
            if (kafka.containsKey(name) && !known.contains(name)) {
                String hint = NearestName.of(name, known)
                        .map(n -> "; did you mean " + n + "?")
                        .orElse("");
                unknown.add(Problem.warning(
                        written.origin(), "kafka." + name, "the Kafka client knows no such property" + hint));
            }
        });
        return unknown;
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
