package dev.waybill.jobs.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The database that a process's environment names, so that no secret stands in an argument list.
 *
 * <p>{@code WAYBILL_JOBS_URL}, with {@code WAYBILL_JOBS_USER} and {@code WAYBILL_JOBS_PASSWORD} or
 * {@code WAYBILL_JOBS_PASSWORD_FILE} (whose first line is the password); else PostgreSQL's own: {@code PGHOST}, {@code PGPORT},
 * {@code PGDATABASE}, {@code PGUSER}, {@code PGPASSWORD}.
 */
public final class DatabaseEnvironment {
    private DatabaseEnvironment() {}

    /**
     * Empty where the environment names none.
     *
     * @throws IllegalArgumentException for an address that is none, or a file of a password that cannot be read
     */
    public static Optional<DatabaseSettings> settings(Map<String, String> environment) {
        String url = environment.getOrDefault("WAYBILL_JOBS_URL", "");
        if (!url.isBlank()) {
            return Optional.of(with(environment, DatabaseSettings.of(url)));
        }
        if (!environment.containsKey("PGHOST") && !environment.containsKey("PGDATABASE")) {
            return Optional.empty();
        }
        String place =
                environment.getOrDefault("PGHOST", "localhost") + ":" + environment.getOrDefault("PGPORT", "5432");
        return Optional.of(with(
                environment,
                DatabaseSettings.of(
                        "postgresql://" + place + "/" + environment.getOrDefault("PGDATABASE", "datacube"))));
    }

    /** The same database, with user and password from the environment where the settings have none. */
    public static DatabaseSettings with(Map<String, String> environment, DatabaseSettings settings) {
        String user = settings.user().isEmpty()
                ? environment.getOrDefault("WAYBILL_JOBS_USER", environment.getOrDefault("PGUSER", ""))
                : settings.user();
        Password password = settings.password().reveal().isEmpty() ? password(environment) : settings.password();
        return settings.withUser(user, password);
    }

    private static Password password(Map<String, String> environment) {
        String file = environment.getOrDefault("WAYBILL_JOBS_PASSWORD_FILE", "");
        if (!file.isBlank()) {
            try (var lines = Files.lines(Path.of(file))) {
                return new Password(lines.findFirst().orElse("").strip());
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "WAYBILL_JOBS_PASSWORD_FILE: expected a file with a password in its first line, got \"" + file
                                + "\": " + e.getClass().getSimpleName(),
                        e);
            }
        }
        return new Password(
                environment.getOrDefault("WAYBILL_JOBS_PASSWORD", environment.getOrDefault("PGPASSWORD", "")));
    }
}
