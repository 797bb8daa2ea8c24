package dev.waybill.cli.config;

import java.util.Set;

/** Environment variables that begin like ours and set no setting. */
public final class LauncherVariables {
    /** Names the configuration file where no flag does. */
    public static final String CONFIG = "WAYBILL_CONFIG";

    static final Set<String> NAMES = Set.of(CONFIG, "WAYBILL_HOME", "WAYBILL_JAVA_OPTS", "WAYBILL_MVN");

    private LauncherVariables() {}
}
