package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.secret.OwnFile;
import dev.waybill.cli.session.Session;
import dev.waybill.files.ReceiverSettings;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a receiver was told, as it is kept beside what it parks: {@code waybill replay} delivers to the same place. Paths are
 * absolute. No secret is in it.
 *
 * @param folder where files go, unless to Girder
 * @param keyFile the file with Girder's API key, if one was named
 * @param copies where a copy of each file stays, if one does
 */
record KeptRun(
        String topic,
        String group,
        Mode mode,
        String staging,
        String registry,
        int threads,
        @Nullable String folder,
        @Nullable GirderTarget girder,
        @Nullable String keyFile,
        @Nullable String copies) {
    private static final String FILE = "receiver.json";

    static KeptRun of(ReceiverSettings settings, Where where) {
        return new KeptRun(
                settings.topic(),
                settings.group(),
                settings.assembly().mode(),
                absolute(settings.staging()),
                absolute(settings.registry()),
                settings.threads(),
                where.folder().map(KeptRun::absolute).orElse(null),
                where.girder().orElse(null),
                where.keyFile().map(KeptRun::absolute).orElse(null),
                where.copies().map(KeptRun::absolute).orElse(null));
    }

    /** Where files go, as the command line said it. */
    record Where(Optional<Path> folder, Optional<GirderTarget> girder, Optional<Path> keyFile, Optional<Path> copies) {}

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /** Whether a receiver parks in this folder. */
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
    static KeptRun read(Path failures) throws IOException {
        Path file = failures.resolve(FILE);
        if (Files.notExists(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no receiver has parked in this folder")
                    .expected("the folder failures of waybill files girder or download, with --failures DIR");
        }
        OwnFile.require(file);
        try {
            return JsonMapper.shared().readValue(Files.readString(file), KeptRun.class);
        } catch (JacksonException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "is damaged")
                    .next("start the receiver once more, which writes it, or use its own --replay");
        }
    }

    ReceiverSettings settings() {
        return new ReceiverSettings(
                Path.of(staging), Path.of(registry), topic, group, AssemblySettings.of(mode), threads);
    }

    Destination destination(Session session) {
        if (girder == null) {
            return Destination.folder(Path.of(String.valueOf(folder)));
        }
        var key = new GirderKey(null, keyFile == null ? null : Path.of(keyFile)).find(session);
        return Destination.girder(
                girder, key, topic, Optional.ofNullable(copies).map(Path::of));
    }
}
