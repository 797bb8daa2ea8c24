package dev.waybill.cli.config;

/**
 * Something about the settings that a person should mend.
 *
 * @param isError false: it is accepted, but not as one might think
 * @param where file, line and column, or a variable, or a flag
 * @param key the setting as it was spelled there
 */
public record Problem(boolean isError, String where, String key, String text) {
    static Problem error(Origin origin, String key, String text) {
        return new Problem(true, origin.toString(), key, text);
    }

    static Problem warning(Origin origin, String key, String text) {
        return new Problem(false, origin.toString(), key, text);
    }

    /** {@code where  key: text}. */
    public String line() {
        return where + "  " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
