package dev.waybill.cli.files;

import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.secret.SecretFile;
import dev.waybill.cli.session.Session;
import dev.waybill.files.girder.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where Girder's API key may come from: an argument, a file, the environment; the first there is. */
record GirderKey(@Nullable String argument, @Nullable Path file) {
    /** The key, which no output shows from now on. */
    ApiKey find(Session session) {
        String found = argument != null
                ? argument
                : fromFile(session)
                        .orElseGet(() -> session.variable(LauncherVariables.GIRDER_API_KEY)
                                .orElse(""));
        if (found.isBlank()) {
            throw CommandException.at(ExitCode.USAGE, "GIRDER_API_KEY", "no API key")
                    .expected(LauncherVariables.GIRDER_API_KEY + " or " + LauncherVariables.GIRDER_API_KEY_FILE
                            + " in the environment, --girder-api-key-file FILE, or the second argument");
        }
        var key = new ApiKey(found.strip());
        session.redactor().learn(List.of(key.reveal()));
        return key;
    }

    private Optional<String> fromFile(Session session) {
        var named = file == null
                ? session.variable(LauncherVariables.GIRDER_API_KEY_FILE).map(Path::of)
                : Optional.of(file);
        return named.map(path -> read(new SecretFile(path), session));
    }

    private static String read(SecretFile file, Session session) {
        try {
            String key = file.read();
            file.openToAll()
                    .ifPresent(found ->
                            session.terminal().err().println("warning: " + found + "; mend it: " + file.remedy()));
            return key;
        } catch (IOException e) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.path().toString(), "cannot be read")
                    .expected("a file with the API key")
                    .because(e);
        }
    }
}
