package dev.waybill.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from, the strongest first.
 *
 * @param flags keys and values from {@code --set}
 */
public record ConfigSources(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    public ConfigSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "ConfigSources[flags=" + flags.keySet() + ", file=" + file + "]"; // values may be secrets
    }
}
