package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.files.staging.StagingFolder.Found;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a receiver keeps of files, whether it runs or not. Filled by the parser, once. */
final class KnownFiles {
    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "The folder of the receiver. Default: GirderUploadStreamProcessor_output.")
    private Path output = Path.of("GirderUploadStreamProcessor_output");

    @Option(
            names = "--logger-file-path",
            paramLabel = "DIR",
            hidden = true,
            description = "The folder of its registry, where that is elsewhere.")
    private @Nullable Path logs;

    /** Files that have arrived, in that order within a topic and group. */
    List<DeliveredFile> delivered() throws IOException {
        Path registry = logs == null ? output.resolve("LOGS") : logs;
        if (!Files.isDirectory(registry)) {
            throw CommandException.at(ExitCode.NOT_FOUND, registry.toString(), "no such folder")
                    .expected("the folder of a receiver, with LOGS in it")
                    .next("name it with --output-dir DIR");
        }
        return ReceivedRegistry.look(registry);
    }

    /** Files of which chunks are on disk, and that have not arrived in this version. */
    List<Found> staged(List<DeliveredFile> delivered) throws IOException {
        Map<RelativePath, DeliveredFile> last = new HashMap<>();
        delivered.forEach(file -> last.put(file.path(), file));
        var staged = new ArrayList<Found>();
        Path folders = output.resolve("STAGING");
        if (Files.isDirectory(folders)) {
            try (DirectoryStream<Path> topics = Files.newDirectoryStream(folders)) {
                for (Path topic : topics) {
                    staged.addAll(StagingFolder.look(topic));
                }
            }
        }
        staged.removeIf(
                found -> hasArrived(found.version(), last.get(found.version().path())));
        return staged;
    }

    private static boolean hasArrived(FileVersion version, @Nullable DeliveredFile last) {
        return last != null && last.isVersion(version.hash(), version.modified());
    }
}
