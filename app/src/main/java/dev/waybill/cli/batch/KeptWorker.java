package dev.waybill.cli.batch;

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
 * What a worker was told, as it is kept beside what it parks: {@code waybill replay} stores in the same place. No secret is in it.
 *
 * @param brokers {@code host:port}, or several with commas between
 */
record KeptWorker(String brokers, String clickHouse, String database) {
    private static final String FILE = "worker.json";

    /** Whether a worker parks in this folder. */
    static boolean isIn(Path failures) {
        return Files.exists(failures.resolve(FILE));
    }

    /** Keeps it in a folder of parked records. */
    void keepIn(Path failures) throws IOException {
        Files.createDirectories(failures);
        Path beside = failures.resolve(FILE + ".new");
        Files.writeString(beside, JsonMapper.shared().writeValueAsString(this));
        Files.move(beside, failures.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads what is kept in a folder of parked records. */
    static KeptWorker read(Path failures) throws IOException {
        Path file = failures.resolve(FILE);
        if (Files.notExists(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no worker has parked in this folder")
                    .expected("the folder of waybill batch worker --failures DIR");
        }
        OwnFile.require(file);
        try {
            return JsonMapper.shared().readValue(Files.readString(file), KeptWorker.class);
        } catch (JacksonException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "is damaged")
                    .next("start the worker once more, which writes it");
        }
    }
}
