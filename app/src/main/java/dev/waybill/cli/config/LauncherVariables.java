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

    /** A file that holds it. */
    public static final String GIRDER_API_KEY_FILE = "WAYBILL_GIRDER_API_KEY_FILE";

    static final Set<String> NAMES = Set.of(
            CONFIG,
            URL,
            GIRDER_API_KEY,
            GIRDER_API_KEY_FILE,
            "WAYBILL_HOME",
            "WAYBILL_JAVA_OPTS",
            "WAYBILL_JOBS_PASSWORD",
            "WAYBILL_JOBS_PASSWORD_FILE",
            "WAYBILL_JOBS_URL",
            "WAYBILL_JOBS_USER",
            "WAYBILL_MVN",
            "WAYBILL_RUN_DIR");

    private LauncherVariables() {}
}
