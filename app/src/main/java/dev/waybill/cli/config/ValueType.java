package dev.waybill.cli.config;

/**
 * How what somebody wrote becomes the value of a setting.
 *
 * @param <T> the value
 */
interface ValueType<T> {
    /** What is right, as the end of "expected …": {@code a duration such as "30s"}. */
    String expected();

    /**
     * The value of what was written: text from a variable or a flag, or what TOML made of it.
     *
     * @throws IllegalArgumentException if it is none; the text of the exception is not shown
     */
    T parse(Object raw);

    /** The value as {@code config show} prints it: a number, a boolean, a list of texts or a text. */
    default Object show(T value) {
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
