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

    /** What a command shows to a server that asks for a token. */
    public static final String TOKEN = "WAYBILL_TOKEN";

    /** The file that holds it. */
    public static final String TOKEN_FILE = "WAYBILL_TOKEN_FILE";

    /** For whom a command works that a server has started, for the audit. */
    public static final String ACTOR = "WAYBILL_ACTOR";

    /** Where that one asked from. */
    public static final String ACTOR_FROM = "WAYBILL_ACTOR_FROM";

    static final Set<String> NAMES = Set.of(
            CONFIG,
            URL,
            GIRDER_API_KEY,
            GIRDER_API_KEY_FILE,
            TOKEN,
            TOKEN_FILE,
            ACTOR,
            ACTOR_FROM,
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
