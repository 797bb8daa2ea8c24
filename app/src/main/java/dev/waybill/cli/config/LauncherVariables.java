package dev.waybill.cli.config;

import java.util.Set;

/** Environment variables that begin like ours and set no setting. */
public final class LauncherVariables {
    /** Names the configuration file where no flag does. */
    public static final String CONFIG = "WAYBILL_CONFIG";

    /** The process that {@code why} asks. */
    public static final String URL = "WAYBILL_URL";

    static final Set<String> NAMES = Set.of(CONFIG, URL, "WAYBILL_HOME", "WAYBILL_JAVA_OPTS", "WAYBILL_MVN");

    private LauncherVariables() {}
}
