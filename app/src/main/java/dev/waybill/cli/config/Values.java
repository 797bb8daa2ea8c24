package dev.waybill.cli.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all sources together say. A setting with a problem keeps the value of the next weaker source. */
record Values(Map<String, Resolved<?>> resolved, List<Problem> problems) {
    @SuppressWarnings("unchecked") // put under its own key by the reader, with the type of its setting
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((Resolved<T>) resolved.get(setting.key())).map(Resolved::value);
    }

    /** Of a setting that has a default. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow();
    }

    Origin origin(Setting<?> setting) {
        Resolved<?> value = resolved.get(setting.key());
        return value == null ? new Origin.BuiltIn() : value.origin();
    }

    /** Everything below {@code [kafka]}, without that word. */
    Map<String, Resolved<?>> kafka() {
        Map<String, Resolved<?>> kafka = new TreeMap<>();
        resolved.forEach((key, value) -> {
            if (key.startsWith("kafka.")) {
                kafka.put(key.substring("kafka.".length()), value);
            }
        });
        return kafka;
    }

    Collection<String> secrets() {
        return resolved.values().stream()
                .filter(r -> r.setting().secret())
                .map(r -> r.value().toString())
                .toList();
    }
}
