package dev.waybill.cli.kept;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.secret.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file beside parked records that says what the command was told which parks there, so that {@code waybill replay} does the
 * same. No secret is in it.
 *
 * @param name of the file
 * @param type what it holds, as JSON
 * @param who parks there, such as {@code receiver}
 * @param folder the one to name instead, where it is missing
 * @param otherwise what else to do where it is damaged; empty for nothing
 */
public record KeptFile<T>(String name, Class<T> type, String who, String folder, String otherwise) {
    /** Whether such a command parks in this folder. */
    public boolean isIn(Path failures) {
        return Files.exists(failures.resolve(name));
    }

    /** Keeps it in a folder of parked records, which is created if need be. */
    public void keep(T told, Path failures) throws IOException {
        Files.createDirectories(failures);
        Path beside = failures.resolve(name + ".new");
        Files.writeString(beside, JsonMapper.shared().writeValueAsString(told));
        Files.move(beside, failures.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads what is kept in a folder of parked records; a file that is missing or damaged ends the command. */
    public T read(Path failures) throws IOException {
        Path file = failures.resolve(name);
        if (Files.notExists(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no " + who + " has parked in this folder")
                    .expected(folder);
        }
        OwnFile.require(file);
        try {
            return JsonMapper.shared().readValue(Files.readString(file), type);
        } catch (JacksonException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "is damaged")
                    .next("start the " + who + " once more, which writes it" + otherwise);
        }
    }
}
