package dev.waybill.jobs.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Statements that lie beside the classes that send them. */
public final class SqlText {
    private SqlText() {}

    /** The statement of this name in the package of {@code place}, without its comments. */
    public static String load(Class<?> place, String name) {
        try (InputStream sql = place.getResourceAsStream(name + ".sql")) {
            String text = new String(Objects.requireNonNull(sql, name).readAllBytes(), UTF_8);
            return text.replaceAll("(?m)^\\s*--.*\\R", "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
