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

    /** Whether anything was set at all. */
    public boolean areGiven() {
        return file.isPresent()
                || !flags.isEmpty()
                || environment.keySet().stream().anyMatch(ConfigSources::isSetting);
    }

    static boolean isSetting(String variable) {
        return variable.startsWith(Setting.VARIABLE_PREFIX) && !LauncherVariables.NAMES.contains(variable);
    }

    @Override
    public String toString() {
        return "ConfigSources[flags=" + flags.keySet() + ", file=" + file + "]"; // values may be secrets
    }
}
