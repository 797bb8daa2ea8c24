package dev.waybill.cli.files;

import dev.waybill.cli.kept.KeptFile;
import dev.waybill.cli.session.Session;
import dev.waybill.files.ReceiverSettings;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver was told, as it is kept beside what it parks: {@code waybill replay} delivers to the same place. Paths are
 * absolute.
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
    static final KeptFile<KeptRun> FILE = new KeptFile<>(
            "receiver.json",
            KeptRun.class,
            "receiver",
            "the folder failures of waybill files girder or download, with --failures DIR",
            ", or use its own --replay");

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
