package dev.waybill.cli.config;

import dev.waybill.cli.error.Redactor;
import dev.waybill.cli.secret.SecretFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads all sources into one {@link Values}, weakest first, and never stops at a problem. Used once, by one thread. */
final class ConfigReader {
    private static final String KAFKA = "kafka.";

    private final Map<String, Resolved<?>> resolved = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    static Values read(ConfigSources sources) {
        return read(sources, sources.file().map(TomlFile::read).orElse(FileEntries.NONE));
    }

    /** As if the file of the sources said {@code file}. */
    static Values read(ConfigSources sources, FileEntries file) {
        var reader = new ConfigReader();
        reader.readFallbacks();
        reader.readFile(file);
        reader.readEnvironment(sources.environment());
        reader.readFlags(sources.flags());
        return new Values(reader.resolved, reader.problems);
    }

    private void readFallbacks() {
        for (Setting<?> setting : Catalog.ALL) {
            setting.fallbackText().ifPresent(text -> assign(setting, setting.key(), text, new Origin.BuiltIn()));
        }
    }

    private void readFile(FileEntries file) {
        problems.addAll(file.problems());
        // The present spelling first, so that the older one wins and says so.
        file.entries().stream()
                .sorted(Comparator.comparing(e -> find(e.key()).isEmpty() || isOldSpelling(e.key())))
                .forEach(this::readEntry);
    }

    private void readEntry(FileEntries.Entry entry) {
        Optional<Setting<?>> known = find(entry.key());
        if (known.isPresent()) {
            Setting<?> setting = known.get();
            Resolved<?> before = resolved.get(setting.key());
            if (before != null && before.origin() instanceof Origin.InFile) {
                problems.add(Problem.warning(
                        entry.origin(), entry.key(), "wins over " + setting.key() + ", set at " + before.origin()));
            }
            assign(setting, entry.key(), entry.value(), entry.origin());
            return;
        }
        readUnknown(entry.key(), entry.value(), entry.origin());
    }

    private void readUnknown(String key, Object value, Origin origin) {
        Optional<Retired> retired = Retired.of(key);
        if (retired.isPresent()) {
            retired.get().warning(value).ifPresent(text -> problems.add(Problem.warning(origin, key, text)));
        } else if (key.startsWith(KAFKA)) {
            assign(clientProperty(key), key, value, origin);
        } else if (key.startsWith("plugins.") && !key.startsWith("plugins.cmip6.")) {
            String name = key.substring(key.lastIndexOf('.') + 1);
            problems.add(Problem.warning(
                    origin, key, "ignored: one mapping serves all processors, see plugins.cmip6." + name));
        } else if (key.startsWith("handles.")) {
            problems.add(Problem.error(
                    origin, key, "named Handle services are not supported; put the one to use under [handle]"));
        } else {
            problems.add(Problem.error(origin, key, "no such setting" + didYouMean(key)));
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, Setting<?>> byVariable = new TreeMap<>();
        Catalog.ALL.forEach(s -> byVariable.put(s.variable(), s));
        new TreeMap<>(environment).forEach((name, text) -> {
            if (!ConfigSources.isSetting(name)) {
                return;
            }
            var variable = new SettingVariable(name, byVariable);
            Origin origin = new Origin.Variable(name);
            if (variable.setting().isEmpty()) {
                problems.add(Problem.warning(origin, "", "no such setting" + variable.didYouMean()));
                return;
            }
            Setting<?> setting = variable.setting().get();
            if (variable.namesFile() && environment.containsKey(variable.plainName())) {
                problems.add(Problem.error(
                        origin, setting.key(), "also given by " + variable.plainName() + "; keep one of the two"));
                return;
            }
            if (find(setting.key()).isEmpty() && Retired.of(setting.key()).isPresent()) {
                readUnknown(setting.key(), text, origin);
                return;
            }
            try {
                assign(setting, setting.key(), variable.value(text), origin);
                if (variable.namesFile()) {
                    warnOfReaders(SecretFile.named(text), setting, origin);
                }
            } catch (IOException e) {
                problems.add(Problem.error(origin, setting.key(), "expected a readable file, got \"" + text + '"'));
            }
        });
    }

    private void warnOfReaders(SecretFile file, Setting<?> setting, Origin origin) {
        file.openToAll()
                .ifPresent(found ->
                        problems.add(Problem.warning(origin, setting.key(), found + "; mend it: " + file.remedy())));
    }

    private void readFlags(Map<String, String> flags) {
        new TreeMap<>(flags).forEach((key, text) -> {
            Origin origin = new Origin.Flag("--set " + key);
            Optional<Setting<?>> known = find(key);
            if (known.isEmpty() && (!key.startsWith(KAFKA) || Retired.of(key).isPresent())) {
                readUnknown(key, text, origin);
                return;
            }
            Setting<?> setting = known.isPresent() ? known.get() : clientProperty(key);
            if (setting.secret()) {
                problems.add(Problem.error(
                        origin,
                        key,
                        "a secret is not taken from the command line; use " + setting.variable() + "_FILE"));
            } else {
                assign(setting, key, text, origin);
            }
        });
    }

    private <T> void assign(Setting<T> setting, String spelled, Object raw, Origin origin) {
        if (setting.secret() && Redactor.MASK.equals(raw)) {
            problems.add(Problem.error(origin, spelled, "expected the secret itself, got the mask of config show"));
            return;
        }
        try {
            resolved.put(setting.key(), new Resolved<>(setting, setting.type().parse(raw), origin));
        } catch (IllegalArgumentException refused) {
            String got = setting.secret() ? "something else" : quoted(raw);
            problems.add(
                    Problem.error(origin, spelled, "expected " + setting.type().expected() + ", got " + got));
        }
    }

    private static String quoted(Object raw) {
        return raw instanceof String text ? '"' + text + '"' : raw.toString();
    }

    private static Setting<String> clientProperty(String key) {
        return Setting.clientProperty(key, KafkaSecrets.isSecret(key));
    }

    private static Optional<Setting<?>> find(String key) {
        for (Setting<?> setting : Catalog.ALL) {
            if (setting.answersTo(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    private static boolean isOldSpelling(String key) {
        return Catalog.ALL.stream().noneMatch(s -> s.key().equals(key));
    }

    private static String didYouMean(String key) {
        List<String> keys = Catalog.ALL.stream().map(Setting::key).toList();
        return NearestName.of(key, keys).map(k -> "; did you mean " + k + "?").orElse("");
    }
}
