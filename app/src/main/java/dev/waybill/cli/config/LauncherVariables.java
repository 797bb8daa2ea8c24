package dev.waybill.cli.config;

import java.util.Set;

/** Environment variables that begin like ours and set no setting. */
public final class LauncherVariables {
    /** Names the configuration file where no flag does. */
    public static final String CONFIG = "WAYBILL_CONFIG";

    /** The process that {@code why} asks. */
    public static final String URL = "WAYBILL_URL";

    /** What Girder knows us by, where no file and no argument says it. */
    public static final String GIRDER_API_KEY = "WAYBILL_GIRDER_API_KEY";

    static final Set<String> NAMES =
            Set.of(CONFIG, URL, GIRDER_API_KEY, "WAYBILL_HOME", "WAYBILL_JAVA_OPTS", "WAYBILL_MVN", "WAYBILL_RUN_DIR");

    private LauncherVariables() {}
}
